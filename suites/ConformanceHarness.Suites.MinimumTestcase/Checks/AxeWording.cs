namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>axe-core's rules in words for Thai developers: what is wrong, how to mend it. Rules that are not listed keep axe's English.</summary>
internal static class AxeWording
{
    private static readonly Dictionary<string, (string Wrong, string Fix)> Rules = new(StringComparer.Ordinal)
    {
        ["area-alt"] = ("พื้นที่ในแผนที่ภาพ (area) ไม่มีคำอธิบาย", "ใส่ alt ให้ทุก <area href>"),
        ["aria-allowed-attr"] = ("ใช้แอตทริบิวต์ ARIA ที่บทบาทนี้ไม่รองรับ", "ลบแอตทริบิวต์นั้น หรือเปลี่ยน role ให้ตรงกับหน้าที่จริง"),
        ["aria-command-name"] = ("ปุ่มหรือลิงก์ที่สร้างด้วย role ไม่มีชื่อ", "ใส่ข้อความข้างใน หรือ aria-label"),
        ["aria-deprecated-role"] = ("ใช้ role ที่เลิกใช้แล้ว", "เปลี่ยนเป็น role ปัจจุบันหรือใช้องค์ประกอบ HTML โดยตรง"),
        ["aria-dialog-name"] = ("กล่องโต้ตอบไม่มีชื่อ", "ใส่ aria-labelledby ชี้ไปที่หัวข้อของกล่อง หรือ aria-label"),
        ["aria-hidden-body"] = ("ทั้งหน้าถูกซ่อนจากโปรแกรมอ่านหน้าจอ", "ลบ aria-hidden=\"true\" ออกจาก <body>"),
        ["aria-hidden-focus"] = ("องค์ประกอบที่ซ่อนด้วย aria-hidden ยังรับโฟกัสได้", "ลบ aria-hidden หรือใส่ tabindex=\"-1\" / inert ให้สิ่งที่อยู่ข้างใน"),
        ["aria-input-field-name"] = ("ช่องกรอกที่สร้างด้วย role ไม่มีชื่อ", "ใส่ aria-label หรือ aria-labelledby"),
        ["aria-progressbar-name"] = ("แถบความคืบหน้าไม่มีชื่อ", "ใส่ aria-label เช่น \"กำลังโหลดข้อมูล\""),
        ["aria-required-attr"] = ("role นี้ขาดแอตทริบิวต์ ARIA ที่จำเป็น", "เพิ่มแอตทริบิวต์ที่ขาด เช่น aria-checked ของ role=\"checkbox\""),
        ["aria-required-children"] = ("role นี้ไม่มีองค์ประกอบลูกตามที่กำหนด", "ใส่ลูกให้ถูก role เช่น role=\"list\" ต้องมี role=\"listitem\" หรือใช้ <ul><li>"),
        ["aria-required-parent"] = ("role นี้ไม่ได้อยู่ในองค์ประกอบแม่ตามที่กำหนด", "วางไว้ในแม่ที่ถูก role หรือใช้องค์ประกอบ HTML โดยตรง"),
        ["aria-roles"] = ("ค่า role ไม่มีอยู่จริง", "แก้ตัวสะกดของ role หรือลบออก"),
        ["aria-toggle-field-name"] = ("ช่องเลือกที่สร้างด้วย role ไม่มีชื่อ", "ใส่ข้อความกำกับ aria-label หรือ aria-labelledby"),
        ["aria-tooltip-name"] = ("คำแนะนำ (tooltip) ไม่มีข้อความ", "ใส่ข้อความให้ role=\"tooltip\""),
        ["aria-valid-attr"] = ("ชื่อแอตทริบิวต์ aria-* ไม่มีอยู่จริง", "แก้ตัวสะกดของแอตทริบิวต์"),
        ["aria-valid-attr-value"] = ("ค่าของแอตทริบิวต์ aria-* ไม่ถูกต้อง", "แก้ค่าให้ถูก และให้ id ที่อ้างถึงมีอยู่จริงในหน้า"),
        ["autocomplete-valid"] = ("ค่า autocomplete ไม่ถูกต้อง", "ใช้ค่ามาตรฐาน เช่น name, email, tel, postal-code"),
        ["avoid-inline-spacing"] = ("ระยะห่างตัวอักษรถูกล็อกด้วย !important", "ย้ายระยะห่างออกจาก style=\"… !important\""),
        ["blink"] = ("ใช้ข้อความกะพริบ", "ลบ <blink>"),
        ["button-name"] = ("ปุ่มไม่มีชื่อให้โปรแกรมอ่านหน้าจอ", "ใส่ข้อความในปุ่ม หรือ aria-label เช่น <button aria-label=\"ปิด\">"),
        ["bypass"] = ("ไม่มีทางข้ามส่วนที่ซ้ำไปยังเนื้อหา", "ใส่ลิงก์ \"ข้ามไปยังเนื้อหา\" หรือใช้ <main> และหัวข้อ"),
        ["color-contrast"] = ("สีตัวอักษรกับพื้นหลังต่างกันไม่พอ", "เพิ่มความต่างของสีให้อัตราส่วนอย่างน้อย 4.5:1 (ตัวใหญ่ 3:1)"),
        ["definition-list"] = ("<dl> มีองค์ประกอบที่ไม่ใช่ <dt>, <dd> หรือ <div>", "ให้ <dl> มีเฉพาะ <dt> และ <dd> เป็นคู่"),
        ["dlitem"] = ("<dt> หรือ <dd> ไม่ได้อยู่ใน <dl>", "ครอบด้วย <dl>"),
        ["document-title"] = ("หน้าไม่มีชื่อ", "ใส่ <title> ที่บอกชื่อหน้า"),
        ["duplicate-id-aria"] = ("มี id ซ้ำกันซึ่งถูกอ้างถึงจาก label หรือ ARIA", "ให้ id แต่ละตัวไม่ซ้ำกันในหน้า"),
        ["form-field-multiple-labels"] = ("ช่องกรอกมีป้ายชื่อมากกว่าหนึ่งป้าย", "เหลือ <label> เดียวต่อช่อง"),
        ["frame-focusable-content"] = ("กรอบที่มีส่วนโต้ตอบถูกตั้ง tabindex=\"-1\"", "ลบ tabindex=\"-1\" ออกจาก <iframe>"),
        ["frame-title"] = ("กรอบ (iframe) ไม่มีชื่อ", "ใส่ title เช่น <iframe title=\"แผนที่สำนักงาน\">"),
        ["frame-title-unique"] = ("ชื่อของ iframe ซ้ำกัน", "ตั้ง title ของแต่ละ iframe ให้ต่างกัน"),
        ["html-has-lang"] = ("หน้าไม่ระบุภาษา", "ใส่ <html lang=\"th\">"),
        ["html-lang-valid"] = ("รหัสภาษาของหน้าไม่ถูกต้อง", "ใช้ <html lang=\"th\">"),
        ["html-xml-lang-mismatch"] = ("lang กับ xml:lang ไม่ตรงกัน", "ตั้งค่าให้เป็นภาษาเดียวกัน"),
        ["image-alt"] = ("ภาพไม่มีคำอธิบาย", "ใส่ alt ที่บอกความหมายของภาพ หรือ alt=\"\" ถ้าเป็นภาพประดับ"),
        ["input-button-name"] = ("ปุ่ม input ไม่มีชื่อ", "ใส่ value เช่น <input type=\"submit\" value=\"ส่งคำขอ\">"),
        ["input-image-alt"] = ("ปุ่มภาพไม่มีคำอธิบาย", "ใส่ alt ให้ <input type=\"image\">"),
        ["label"] = ("ช่องกรอกไม่มีป้ายชื่อ", "ใส่ <label for=\"รหัสของช่อง\"> หรือ aria-label"),
        ["label-content-name-mismatch"] = ("ชื่อที่ประกาศไม่ตรงกับข้อความที่เห็น", "ให้ aria-label มีข้อความที่เห็นอยู่ด้วย"),
        ["link-in-text-block"] = ("ลิงก์ในย่อหน้าต่างจากข้อความด้วยสีอย่างเดียว", "ขีดเส้นใต้ลิงก์ หรือให้ความต่างของสีอย่างน้อย 3:1"),
        ["link-name"] = ("ลิงก์ไม่มีข้อความ", "ใส่ข้อความในลิงก์ alt ของภาพในลิงก์ หรือ aria-label"),
        ["list"] = ("รายการ <ul> หรือ <ol> มีองค์ประกอบที่ไม่ใช่ <li>", "ให้ลูกของ <ul>/<ol> เป็น <li> เท่านั้น"),
        ["listitem"] = ("<li> ไม่ได้อยู่ในรายการ", "ครอบด้วย <ul> หรือ <ol>"),
        ["marquee"] = ("ใช้ข้อความวิ่ง", "ลบ <marquee> แล้วแสดงข้อความนิ่ง"),
        ["meta-refresh"] = ("หน้าโหลดใหม่หรือเปลี่ยนหน้าเองตามเวลา", "ลบ <meta http-equiv=\"refresh\"> และให้ผู้ใช้สั่งเอง"),
        ["meta-viewport"] = ("หน้าห้ามขยาย", "ลบ user-scalable=no และ maximum-scale ออกจาก meta viewport"),
        ["nested-interactive"] = ("มีปุ่มหรือลิงก์ซ้อนอยู่ในปุ่มหรือลิงก์", "แยกออกจากกัน"),
        ["no-autoplay-audio"] = ("เสียงเล่นเองเกิน 3 วินาที", "ไม่เล่นเอง หรือมีปุ่มหยุดเสียง"),
        ["object-alt"] = ("<object> ไม่มีคำอธิบาย", "ใส่ข้อความข้างใน aria-label หรือ title"),
        ["role-img-alt"] = ("องค์ประกอบ role=\"img\" ไม่มีคำอธิบาย", "ใส่ aria-label"),
        ["scrollable-region-focusable"] = ("พื้นที่เลื่อนได้แต่เข้าถึงด้วยแป้นพิมพ์ไม่ได้", "ใส่ tabindex=\"0\" ให้พื้นที่นั้น"),
        ["select-name"] = ("รายการเลือก (select) ไม่มีป้ายชื่อ", "ใส่ <label for=\"รหัสของรายการ\"> หรือ aria-label"),
        ["server-side-image-map"] = ("ใช้แผนที่ภาพฝั่งเซิร์ฟเวอร์", "เปลี่ยนเป็น <map> ฝั่งผู้ใช้หรือปุ่มจริง"),
        ["summary-name"] = ("<summary> ไม่มีข้อความ", "ใส่ข้อความให้ <summary>"),
        ["svg-img-alt"] = ("ภาพ SVG ไม่มีคำอธิบาย", "ใส่ <title> ใน SVG หรือ aria-label ถ้าเป็นภาพประดับใช้ aria-hidden=\"true\""),
        ["td-headers-attr"] = ("headers ของช่องตารางชี้ไปยังช่องที่ไม่มี", "แก้ headers ให้ตรงกับ id ของ <th> ในตารางเดียวกัน"),
        ["th-has-data-cells"] = ("หัวตารางไม่มีข้อมูลที่เกี่ยวข้อง", "ให้ <th> ตรงกับคอลัมน์หรือแถวของข้อมูล"),
        ["valid-lang"] = ("รหัสภาษาของข้อความไม่ถูกต้อง", "ใช้รหัสภาษาที่ถูกต้อง เช่น lang=\"en\""),
        ["video-caption"] = ("วิดีโอไม่มีคำบรรยาย", "ใส่ <track kind=\"captions\" srclang=\"th\">"),
    };

    /// <summary>What is wrong and how to mend it, in Thai; null where only axe's English words are there.</summary>
    public static (string Wrong, string Fix)? InThai(string rule) => Rules.TryGetValue(rule, out var words) ? words : null;

    public static string ImpactInThai(string impact) => impact switch
    {
        "critical" => "วิกฤต",
        "serious" => "ร้ายแรง",
        "moderate" => "ปานกลาง",
        _ => "เล็กน้อย",
    };
}
