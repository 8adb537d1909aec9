// Writes a workbook as an agency would have it: node make.mjs thai|english file.xlsx
import ExcelJS from 'exceljs'

const [kind, file] = process.argv.slice(2)
const book = new ExcelJS.Workbook()
const thin = { style: 'thin', color: { argb: 'FF336699' } }
const border = { top: thin, left: thin, bottom: thin, right: thin }

function thai() {
  const sheet = book.addWorksheet('ทดสอบ UAT', { views: [{ state: 'frozen', ySplit: 6 }] })
  sheet.mergeCells('A1:G1')
  sheet.getCell('A1').value = 'แบบรายการทดสอบขั้นต่ำ (Minimum Testcase)'
  sheet.getCell('A1').font = { bold: true, size: 16, name: 'TH Sarabun New' }
  sheet.getCell('A2').value = 'หน่วยงาน: กรมตัวอย่าง'
  sheet.getCell('A3').value = 'หมายเหตุ: โปรดทดสอบทุกข้อ'
  for (const column of ['A', 'B', 'C', 'D', 'G']) sheet.mergeCells(`${column}5:${column}6`)
  sheet.mergeCells('E5:F5')
  const heads = { A5: 'ลำดับ', B5: 'หัวข้อการทดสอบ', C5: 'ขั้นตอน', D5: 'ผลที่คาดหวัง', E5: 'ผลการทดสอบ', E6: 'ผ่าน', F6: 'ไม่ผ่าน', G5: 'หมายเหตุ' }
  for (const [at, text] of Object.entries(heads)) sheet.getCell(at).value = text
  sheet.mergeCells('A7:G7')
  sheet.getCell('A7').value = '1. การเข้าถึงบริการ'
  const rows = [
    [1, 'ใบรับรอง TLS ถูกต้องและเชื่อถือได้', 'เปิด Landing URL', 'ใบรับรองถูกต้อง'],
    [2, 'แลก mToken เพียงครั้งเดียวต่อการเข้าใช้งาน', 'เข้าใช้งาน', 'แลกครั้งเดียว'],
    [3, 'มีปุ่มติดต่อเจ้าหน้าที่ทุกหน้า', 'เปิดทุกหน้า', 'เห็นปุ่ม'],
  ]
  rows.forEach((row, i) => {
    for (let column = 1; column <= 7; column++) {
      const cell = sheet.getCell(8 + i, column)
      cell.border = border
      cell.alignment = { wrapText: true, vertical: 'top' }
      if (column <= 4) cell.value = row[column - 1]
    }
  })
  sheet.getCell('B9').note = 'ดูบันทึกของแม่ข่าย'
  sheet.getCell('E12').value = { formula: 'COUNTIF(E8:E10,"✓")', result: 0 }
  sheet.getCell('B13').value = 'ลงชื่อ ....................'
  sheet.getColumn(2).width = 50
  sheet.addConditionalFormatting({ ref: 'F8:F10', rules: [{ type: 'containsText', operator: 'containsText', text: '✓', style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: 'FFFF9999' } } } }] })
  const picture = book.addImage({ extension: 'png', base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' })
  sheet.addImage(picture, { tl: { col: 6, row: 0 }, ext: { width: 40, height: 40 } })
  book.addWorksheet('คำชี้แจง').getCell('A1').value = 'อ่านก่อนทดสอบ'
}

function english() {
  const sheet = book.addWorksheet('Tests')
  sheet.addTable({
    name: 'Cases', ref: 'B3', headerRow: true, style: { theme: 'TableStyleMedium2', showRowStripes: true },
    columns: [{ name: 'Test Case ID', filterButton: true }, { name: 'Title' }, { name: 'Steps' }, { name: 'Expected result' }, { name: 'Result' }, { name: 'Remark' }],
    rows: [
      ['LAND-01', 'Certificate', 'Open it', 'It is valid', '', ''],
      ['auth_3', 'One exchange only', 'Enter', 'One exchange', '', 'keep me out'],
      ['TC-100', 'The logo is the new one', 'Look', 'New logo', '', ''],
    ],
  })
  for (let row = 4; row <= 6; row++) sheet.getCell(row, 6).dataValidation = { type: 'list', allowBlank: true, formulae: ['"Pass,Fail,N/A,Not run"'] }
  const sums = book.addWorksheet('Summary')
  sums.getCell('A1').value = 'Passed'
  sums.getCell('B1').value = { formula: 'COUNTIF(Tests!F4:F6,"Pass")', result: 0 }
}

kind === 'thai' ? thai() : english()
await book.xlsx.writeFile(file)
