using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Core.Tests.Judging;

public sealed class ProblemWordingTests
{
    [TestCase("ไม่สามารถยืนยันตัวตนได้")]
    [TestCase("ระบบขัดข้องชั่วคราว")]
    [TestCase("ขออภัยในความไม่สะดวก")]
    [TestCase("กรุณากลับไปที่แอปทางรัฐแล้วเปิดบริการใหม่")]
    [TestCase("ไม่สามารถเข้าใช้งานได้ หากพบปัญหากรุณาโทร 1111")]
    [TestCase("The request timed out. Please retry.")]
    public void Knows_a_sentence_that_words_a_problem(string line) => Assert.That(ProblemWording.IsIn("กรมตัวอย่าง\n" + line), Is.True);

    [TestCase("หากพบข้อผิดพลาด ติดต่อ 02-000-0000")]
    [TestCase("เมื่อท่านพบปัญหาการใช้งาน โทร 1111")]
    [TestCase("แจ้งปัญหาการใช้งาน")]
    [TestCase("ติดต่อเจ้าหน้าที่")]
    [TestCase("บริการผ่านแอปทางรัฐ")]
    [TestCase("โทรศัพท์ ไม่ระบุ")]
    [TestCase("ลองใหม่", Description = "a button's label is no sentence")]
    [TestCase("Report a problem")]
    [TestCase("If you have any problem, call 1111")]
    public void Takes_what_any_page_says_for_what_it_is(string line) => Assert.That(ProblemWording.Lines("กรมตัวอย่าง\n" + line), Is.Empty);
}
