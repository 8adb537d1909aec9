// Prints what a workbook holds, as JSON: node read.mjs file.xlsx
import ExcelJS from 'exceljs'

const book = new ExcelJS.Workbook()
await book.xlsx.readFile(process.argv[2])
const sheets = {}
book.eachSheet(sheet => {
  const cells = {}
  sheet.eachRow({ includeEmpty: false }, row => row.eachCell({ includeEmpty: false }, cell => {
    if (cell.isMerged && cell.master !== cell) return
    const formula = cell.type === ExcelJS.ValueType.Formula
    cells[cell.address] = { text: formula ? String(cell.result ?? '') : cell.text, formula: formula ? cell.formula : null, note: cell.note ? (cell.note.texts ?? [{ text: cell.note }]).map(t => t.text).join('') : null, style: JSON.stringify(cell.style), validation: cell.dataValidation?.formulae?.[0] ?? null }
  }))
  sheets[sheet.name] = {
    cells,
    merges: sheet.model.merges ?? [],
    images: sheet.getImages().length,
    tables: Object.keys(sheet.tables ?? {}),
    frozen: sheet.views?.[0]?.ySplit ?? 0,
    widths: (sheet.columns ?? []).map(c => c.width ?? null),
    filter: typeof sheet.autoFilter === 'string' ? sheet.autoFilter : sheet.autoFilter ? JSON.stringify(sheet.autoFilter) : null,
    conditions: sheet.conditionalFormattings?.length ?? 0,
  }
})
console.log(JSON.stringify(sheets))
