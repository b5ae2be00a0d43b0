import { isUnitOid, layoutOf, notConcerned, skipped, type Audience, type VersionContent } from '@kuulolla/core'
import { expect, test } from 'vitest'
import { demoCounty } from './demo-county.ts'
import { plantedShifts } from './planted-shifts.ts'
import { simulateAnswers, type SimulatedAnswer } from './simulate-answers.ts'

const wordings = { fi: { text: 'Kysymys', official: false, source: 'test' } }
const content = (audience: Audience): VersionContent => ({
  audience,
  languages: ['fi'],
  title: { fi: 'Kysely' },
  items: [
    { kind: 'nps', id: 'nps', measure: 'national.nps', wordings },
    { kind: 'agree', id: 'availability', measure: 'national.availability', wordings },
    { kind: 'agree', id: 'safety', measure: 'national.safety', wordings },
    { kind: 'text', id: 'open', wordings },
  ],
})
const contents = { adult: content('adult'), child: content('child'), 'next-of-kin': content('next-of-kin') }
const county = demoCounty('2026-11-22')
const all = (seed: string): readonly SimulatedAnswer[] => [...simulateAnswers(county, { seed, contents })].flat()
const answers = all('a')

const promoters = (of: readonly SimulatedAnswer[]): number => {
  const scores = of.map((answer) => (answer.answers[0] ?? skipped) - 1).filter((score) => score >= 0)
  return (100 * (scores.filter((score) => score >= 9).length - scores.filter((score) => score <= 6).length)) / scores.length
}
const mean = (of: readonly SimulatedAnswer[], index: number): number => {
  const codes = of.map((answer) => answer.answers[index] ?? skipped).filter((code) => code > notConcerned)
  return codes.reduce((sum, code) => sum + code, 0) / codes.length
}
const daysBack = (answer: SimulatedAnswer): number => (Date.parse(county.to) - Date.parse(answer.day)) / 86_400_000

test('the county is a tree with codes, points and OIDs of its own', () => {
  const codes = new Set(county.units.map((unit) => unit.code))
  expect(codes.size).toBe(county.units.length)
  expect(county.units.length).toBeGreaterThanOrEqual(40)
  expect(county.units.every((unit) => isUnitOid(unit.oid))).toBe(true)
  expect(new Set(county.points.map((point) => point.code)).size).toBe(county.points.length)
  expect(county.points.filter((point) => !/^[a-z0-9]{6,16}$/.test(point.code))).toEqual([])
  expect(county.units.flatMap((unit) => unit.parents).every((parent) => codes.has(parent.code))).toBe(true)
  expect(plantedShifts.filter((shift) => !codes.has(shift.unitCode))).toEqual([])
})

test('the same seed gives the same answers, another seed others', () => {
  expect(all('a')).toEqual(answers)
  expect(all('b').slice(0, 50)).not.toEqual(answers.slice(0, 50))
})

test('two years have 60 to 100 thousand answers that fit their layout, very unevenly spread', () => {
  expect(answers.length).toBeGreaterThan(60_000)
  expect(answers.length).toBeLessThan(100_000)
  const { entries } = layoutOf(contents.adult)
  const misfit = answers.find(
    (answer) => answer.answers.length !== entries.length || answer.answers.some((code, index) => code < skipped || code > (entries[index]?.options ?? 0)),
  )
  expect(misfit).toBeUndefined()
  expect(answers.find((answer) => answer.answers.every((code) => code === skipped))).toBeUndefined()
  const perUnit = Map.groupBy(answers, (answer) => answer.unitCode)
  expect(Math.max(...[...perUnit.values()].map((of) => of.length))).toBeGreaterThan(8_000)
  expect(Math.min(...[...perUnit.values()].map((of) => of.length))).toBeLessThan(100)
})

test('what comes through a point names it, what was invited does not', () => {
  expect(answers.find((answer) => (answer.channel === 'sms') !== (answer.pointCode === null))).toBeUndefined()
})

test('the recommendation score is plausible and the planted shifts are there', () => {
  const adult = answers.filter((answer) => answer.audience === 'adult')
  expect(promoters(adult)).toBeGreaterThan(30)
  expect(promoters(adult)).toBeLessThan(65)
  const centre = answers.filter((answer) => answer.unitCode === 'centre-health')
  const [after, before] = [centre.filter((answer) => daysBack(answer) <= 200), centre.filter((answer) => daysBack(answer) > 200)]
  expect(mean(before, 1) - mean(after, 1)).toBeGreaterThan(0.5)
  expect(Math.abs(mean(before, 2) - mean(after, 2))).toBeLessThan(0.1)
  const emergency = answers.filter((answer) => answer.unitCode === 'emergency')
  expect(
    promoters(emergency.filter((answer) => daysBack(answer) > 96)) - promoters(emergency.filter((answer) => daysBack(answer) <= 96 && daysBack(answer) >= 54)),
  ).toBeGreaterThan(15)
  expect(answers.filter((answer) => answer.unitCode === 'emergency-lobby' && daysBack(answer) <= 75 && daysBack(answer) >= 54)).toEqual([])
})
