namespace ConformanceHarness.Core.Bundles;

/// <summary>Problems of the ZIP container and of its manifest.</summary>
internal static class ContainerProblems
{
    public static BundleProblem Unreadable(string why) => new("container-unreadable", new("เปิดไฟล์ไม่ได้: " + why, "The file can't be opened: " + why));

    public static BundleProblem NotZip { get; } = new("container-not-zip", new("ไฟล์นี้ไม่ใช่ชุดผลการทดสอบ (ไม่ใช่ไฟล์ ZIP หรือไฟล์ไม่ครบ)", "The file is no bundle: not a ZIP file, or cut off."));

    public static BundleProblem Zip64 { get; } = new("container-zip64", new("ใช้รูปแบบ ZIP64 ซึ่งไม่จำเป็นสำหรับชุดผลการทดสอบ", "It uses ZIP64, which no bundle needs."));

    public static BundleProblem DirectoryDamaged { get; } = new("container-directory-damaged", new("สารบัญของไฟล์ ZIP เสียหาย", "The ZIP file's central directory is damaged."));

    public static BundleProblem Comment { get; } = new("container-comment", new("ไฟล์ ZIP มีหมายเหตุต่อท้าย", "The ZIP file carries a comment."));

    public static BundleProblem TrailingData { get; } = new("container-trailing-data", new("มีข้อมูลต่อท้ายไฟล์ ZIP", "There is data after the ZIP file's end."));

    public static BundleProblem EndRecord { get; } = new("container-end-record", new("ส่วนท้ายของไฟล์ ZIP ไม่ถูกต้อง", "The ZIP file's end record is not as it must be."));

    public static BundleProblem TooManyEntries { get; } = new("container-too-many-entries", new("มีรายการมากเกินกำหนด", "There are more entries than a bundle may have."));

    public static BundleProblem TooLarge { get; } = new("container-too-large", new("ขนาดรวมเมื่อคลายแล้วเกินกำหนด", "Unpacked, it is larger than a bundle may be."));

    public static BundleProblem Gap(string? entry) => new("container-hidden-data", new("มีข้อมูลที่ไม่อยู่ในรายการใด หรือรายการซ้อนทับกัน", "There is data that belongs to no entry, or entries overlap."), entry);

    public static BundleProblem FirstEntry { get; } = new("mimetype-not-first", new("รายการแรกต้องเป็น mimetype แบบไม่บีบอัด", "The first entry must be mimetype, stored."));

    public static BundleProblem Mimetype { get; } = new("mimetype-wrong", new("เนื้อหาของ mimetype ไม่ใช่ " + EntryNames.MimetypeContent, "mimetype does not say " + EntryNames.MimetypeContent + "."), EntryNames.Mimetype);

    public static BundleProblem Doubled(string entry) => new("entry-doubled", new("มีรายการชื่อซ้ำกัน", "The entry is there twice."), entry);

    public static BundleProblem LetterCase(string entry) => new("entry-doubled-by-case", new("มีรายการที่ชื่อต่างกันเพียงตัวพิมพ์เล็กใหญ่", "Another entry's name differs by letter case only."), entry);

    public static BundleProblem Name(string entry, string why) => new("entry-name", new("ชื่อรายการใช้ไม่ได้: " + why, "The entry's name can't be used: " + why + "."), entry);

    public static BundleProblem Encrypted(string entry) => new("entry-encrypted", new("รายการถูกเข้ารหัสลับ", "The entry is encrypted."), entry);

    public static BundleProblem Link(string entry) => new("entry-link", new("รายการเป็นลิงก์หรือไฟล์พิเศษ", "The entry is a link or another special file."), entry);

    public static BundleProblem Method(string entry) => new("entry-method", new("วิธีบีบอัดของรายการไม่รองรับ", "The entry's compression method is neither stored nor deflated."), entry);

    public static BundleProblem Header(string entry, string field) => new("entry-header", new($"ข้อมูลส่วนหัวของรายการไม่เป็นไปตามรูปแบบ ({field})", $"The entry's header is not as the format has it ({field})."), entry);

    public static BundleProblem LocalHeader(string entry) => new("entry-local-header", new("ส่วนหัวของรายการไม่ตรงกับสารบัญ", "The entry's own header differs from the central directory."), entry);

    public static BundleProblem OutOfRange(string entry) => new("entry-out-of-range", new("ตำแหน่งหรือขนาดของรายการอยู่นอกไฟล์", "The entry's position or size lies outside the file."), entry);

    public static BundleProblem Bomb(string entry) => new("entry-bomb", new("รายการขยายขนาดมากเกินกำหนดเมื่อคลาย", "The entry is larger, or grows by more when unpacked, than an entry may."), entry);

    public static BundleProblem Content(string entry, string why) => new("entry-damaged", new("อ่านเนื้อหาของรายการไม่ได้: " + why, "The entry's content can't be read: " + why), entry);

    public static BundleProblem Missing(string entry) => new("entry-missing", new("ไม่มีรายการที่ต้องมี", "An entry that must be there is missing."), entry);

    public static BundleProblem ManifestMalformed(string why) => new("manifest-malformed", new("ASiCManifest ไม่ถูกต้อง: " + why, "The ASiCManifest is not as it must be: " + why), EntryNames.Manifest);

    public static BundleProblem WeakDigest(string entry, string algorithm) => new("manifest-digest-algorithm", new($"ค่าแฮชของรายการไม่ใช่ SHA-256 ({algorithm})", $"The entry's digest is not SHA-256 ({algorithm})."), entry);

    public static BundleProblem ListedTwice(string entry) => new("manifest-listed-twice", new("รายการถูกระบุซ้ำใน ASiCManifest", "The manifest lists the entry twice."), entry);

    public static BundleProblem Unlisted(string entry) => new("entry-not-signed", new("รายการไม่ได้อยู่ใน ASiCManifest จึงไม่ได้ลงนามกำกับ", "The manifest doesn't list the entry: nobody signed it."), entry);

    public static BundleProblem Digest(string entry) => new("entry-digest", new("เนื้อหาของรายการถูกเปลี่ยนหลังลงนาม", "The entry's content was changed after signing."), entry);

    public static BundleProblem Order { get; } = new("entry-order", new("ลำดับรายการไม่ตรงกับ ASiCManifest", "The entries do not stand in the manifest's order."));

    public static BundleProblem UnexpectedSignature(string entry) => new("unexpected-signature", new("มีลายมือชื่ออื่นนอกเหนือจากของหน่วยงาน", "There is another signature than the agency's."), entry);

    public static BundleProblem UnexpectedMetaInf(string entry) => new("unexpected-meta-inf", new("รายการนี้ไม่ควรอยู่ใน META-INF", "The entry doesn't belong into META-INF."), entry);
}
