import type admin from '../catalogues/en/admin.json' with { type: 'json' }
import type common from '../catalogues/en/common.json' with { type: 'json' }
import type dashboard from '../catalogues/en/dashboard.json' with { type: 'json' }
import type documents from '../catalogues/en/documents.json' with { type: 'json' }
import type errors from '../catalogues/en/errors.json' with { type: 'json' }
import type pages from '../catalogues/en/pages.json' with { type: 'json' }
import type survey from '../catalogues/en/survey.json' with { type: 'json' }

type Messages = typeof admin & typeof common & typeof dashboard & typeof documents & typeof errors & typeof pages & typeof survey

/** Every message there is, named `area.name`; a wrong one does not compile. */
export type MessageKey = keyof Messages & string
