import {
  closeAccessibilityFeedback,
  closeContactRequest,
  listAccessibilityFeedback,
  listContactHandlers,
  listContactRequests,
  reopenContactRequest,
  revealAccessibilityContact,
  revealContact,
  takeContactRequest,
} from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const contacts = {
  list: procedure(listContactRequests),
  handlers: procedure(listContactHandlers),
  take: procedure(takeContactRequest),
  /** A mutation: every look is written into the audit trail. */
  reveal: procedure(revealContact),
  close: procedure(closeContactRequest),
  reopen: procedure(reopenContactRequest),
}

export const accessibility = {
  list: procedure(listAccessibilityFeedback),
  reveal: procedure(revealAccessibilityContact),
  close: procedure(closeAccessibilityFeedback),
}
