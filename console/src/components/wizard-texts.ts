/** What every wizard says of its steps and buttons. */
export const wizardTexts = {
  stepNumberLabel: (step: number) => `Step ${step}`,
  collapsedStepsLabel: (step: number, count: number) => `Step ${step} of ${count}`,
  cancelButton: 'Cancel',
  previousButton: 'Previous',
  nextButton: 'Next',
  navigationAriaLabel: 'Steps',
  optional: 'optional',
}
