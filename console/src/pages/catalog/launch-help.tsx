/** What one wants to know before a launch. */
export function LaunchHelp() {
  return (
    <>
      <p>A launch makes an AWS account, enrolls it in the organizational unit and gives a person administrator access to it.</p>
      <h3>What happens</h3>
      <ol>
        <li>The account is created with the email you give.</li>
        <li>It is enrolled in the organizational unit.</li>
        <li>The person is found or created, and gets AWSAdministratorAccess.</li>
        <li>Tags are put on the account.</li>
      </ol>
      <p>A few accounts are worked on at a time. Further launches wait in the queue and know their place.</p>
      <h3>If it fails</h3>
      <p>
        Every step says what went wrong. A failed launch can be retried and goes on where it stopped; a waiting or running one can be
        cancelled.
      </p>
    </>
  )
}
