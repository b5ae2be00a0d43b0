import {
  changeUnit,
  createUnit,
  endUnit,
  listServices,
  listUnitsAdmin,
  moveUnit,
  previewEndUnit,
  readUnitAdmin,
  removeService,
  reopenUnit,
  saveService,
  setServiceStatements,
} from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const units = {
  list: procedure(listUnitsAdmin),
  read: procedure(readUnitAdmin),
  create: procedure(createUnit),
  change: procedure(changeUnit),
  move: procedure(moveUnit),
  previewEnd: procedure(previewEndUnit),
  end: procedure(endUnit),
  reopen: procedure(reopenUnit),
  services: procedure(listServices),
  saveService: procedure(saveService),
  removeService: procedure(removeService),
  setServiceStatements: procedure(setServiceStatements),
}
