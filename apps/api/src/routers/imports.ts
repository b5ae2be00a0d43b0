import { importUnits, importWordings, listImports, previewUndoImport, undoImport } from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const imports = {
  list: procedure(listImports),
  previewUndo: procedure(previewUndoImport),
  undo: procedure(undoImport),
  units: procedure(importUnits),
  wordings: procedure(importWordings),
}
