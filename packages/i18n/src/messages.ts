import answers from '../catalogues/en/answers.json' with { type: 'json' }
import accounts from '../catalogues/en/accounts.json' with { type: 'json' }
import admin from '../catalogues/en/admin.json' with { type: 'json' }
import common from '../catalogues/en/common.json' with { type: 'json' }
import dashboard from '../catalogues/en/dashboard.json' with { type: 'json' }
import documents from '../catalogues/en/documents.json' with { type: 'json' }
import errors from '../catalogues/en/errors.json' with { type: 'json' }
import figures from '../catalogues/en/figures.json' with { type: 'json' }
import pages from '../catalogues/en/pages.json' with { type: 'json' }
import survey from '../catalogues/en/survey.json' with { type: 'json' }

/** The English messages: what every other language is checked against, and what stands where nothing better is. */
export const english = { ...answers, ...accounts, ...admin, ...common, ...dashboard, ...documents, ...errors, ...figures, ...pages, ...survey }

/** Every message there is, named `area.name`; a wrong one does not compile. */
export type MessageKey = keyof typeof english
