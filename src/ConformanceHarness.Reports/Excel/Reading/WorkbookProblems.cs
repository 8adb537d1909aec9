using ConformanceHarness.Core;

namespace ConformanceHarness.Reports.Excel.Reading;

/// <summary>Everything that can be wrong with a workbook that a person names, each with the next step.</summary>
internal static class WorkbookProblems
{
    private static readonly LocalText SaveAsXlsx = new(
        "เปิดใน Excel หรือ LibreOffice แล้วบันทึกเป็น Excel Workbook (.xlsx)",
        "Open it in Excel or LibreOffice and save it as an Excel Workbook (.xlsx).");

    public static ConfigurationException Missing(string path) => new(
        Directory.Exists(path) ? new("เส้นทางนี้เป็นโฟลเดอร์ ไม่ใช่ไฟล์", "This is a folder, not a file.") : new("ไม่พบไฟล์นี้", "There is no such file."),
        new("ตรวจสอบชื่อและตำแหน่งของไฟล์ที่ระบุ", "Check the name and the folder that you gave."), path);

    public static ConfigurationException Unreadable(string path, Exception e) => new(
        new($"อ่านไฟล์ไม่ได้: {e.Message}", $"The file can't be read: {e.Message}"),
        new("ปิดไฟล์ในโปรแกรมอื่น และตรวจสอบสิทธิ์การอ่าน", "Close it in other programs, and make sure that you may read it."), path, inner: e);

    public static ConfigurationException TooLarge(string path) => new(
        new($"ไฟล์มีขนาดเกิน {ExcelLimits.FileBytes / 1024 / 1024} MB", $"The file is larger than {ExcelLimits.FileBytes / 1024 / 1024} MB."),
        new("ลบรูปภาพหรือแผ่นงานที่ไม่เกี่ยวข้องออก", "Take out pictures and sheets that don't belong to the list."), path);

    public static ConfigurationException Bomb(string path) => new(
        new("เนื้อหาเมื่อคลายการบีบอัดแล้วใหญ่เกินกว่าที่รายการทดสอบจะมีได้ จึงหยุดอ่าน", "It unzips to more than any list of test cases holds: reading was stopped."),
        new("ขอไฟล์ใหม่จากผู้จัดทำ หรือคัดลอกรายการไปยังสมุดงานใหม่", "Ask for the file again, or copy the list into a new workbook."), path);

    public static ConfigurationException TooManyRows(string path, string sheet) => new(
        new($"มีแถวที่มีข้อมูลมากกว่า {ExcelLimits.Rows:N0} แถว (ถึงแผ่นงาน '{sheet}')", $"It has more than {ExcelLimits.Rows:N0} rows with content (reached in the sheet '{sheet}')."),
        new("เหลือไว้เฉพาะแผ่นงานที่เป็นรายการทดสอบ หรือแบ่งเป็นหลายไฟล์", "Keep only the sheets with the list, or split it into several files."), path);

    public static ConfigurationException Encrypted(string path) => new(
        new("สมุดงานนี้ตั้งรหัสผ่านไว้ จึงอ่านไม่ได้", "The workbook is encrypted with a password."),
        new("เปิดใน Excel แล้วเอารหัสผ่านออก (File > Info > Protect Workbook > Encrypt with Password) แล้วบันทึกใหม่", "Open it in Excel, remove the password (File > Info > Protect Workbook > Encrypt with Password), and save it."), path);

    public static ConfigurationException OldFormat(string path) => new(
        new("เป็นสมุดงานรูปแบบเก่า (.xls)", "It is a workbook of the old format (.xls)."), SaveAsXlsx, path);

    public static ConfigurationException Binary(string path) => new(
        new("เป็นสมุดงานรูปแบบไบนารี (.xlsb)", "It is a binary workbook (.xlsb)."), SaveAsXlsx, path);

    public static ConfigurationException NoWorkbook(string path) => new(
        new("ไฟล์นี้ไม่ใช่สมุดงาน Excel (.xlsx)", "It is no Excel workbook (.xlsx)."), SaveAsXlsx, path);

    public static ConfigurationException Damaged(string path, string why) => new(
        new($"สมุดงานเสียหาย: {why}", $"The workbook is damaged: {why}"),
        new("เปิดใน Excel เพื่อซ่อม แล้วบันทึกใหม่", "Let Excel open and repair it, and save it again."), path);

    public static ConfigurationException Macros(string path) => new(
        new("สมุดงานมีแมโคร จึงไม่เขียนผลลงไปและไม่นำเข้าชุดผล", "The workbook holds macros: no results are written into it, and it never becomes part of a bundle."),
        new("บันทึกเป็น Excel Workbook (.xlsx) ซึ่งไม่มีแมโคร แล้วใช้ไฟล์นั้น", "Save it as an Excel Workbook (.xlsx), which holds none, and use that file."), path);
}
