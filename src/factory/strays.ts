import { findPendingWorkflows, requeueWorkflows } from './engine.ts'

/**
 * Workflows that the queue gave to this node and that do not run here: the database went away between the two. Seen so
 * twice in a row they go back to the queue.
 */
export function watchStrays(nodeId: string, isRunning: (recordId: string) => boolean): () => Promise<void> {
  let suspects = new Set<string>()
  return async () => {
    const idle = (await findPendingWorkflows(nodeId)).filter((workflowId) => !isRunning(workflowId.replace(/\.\d+$/, '')))
    await requeueWorkflows(idle.filter((workflowId) => suspects.has(workflowId)))
    suspects = new Set(idle)
  }
}
