import '@cloudscape-design/global-styles/index.css'
import './styles.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './app/query-client.ts'
import { installSpaLinks, router } from './app/router.tsx'

/** The top bar measures its title once: its font must be there. A slow one is not waited for. */
async function loadFonts(): Promise<void> {
  const faces = ['400', '700', '800'].map((weight) => document.fonts.load(`${weight} 16px "Open Sans"`))
  await Promise.race([Promise.allSettled(faces), new Promise((resolve) => setTimeout(resolve, 400))])
}

installSpaLinks()
await loadFonts()
const element = document.getElementById('app')
if (element) {
  createRoot(element).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
