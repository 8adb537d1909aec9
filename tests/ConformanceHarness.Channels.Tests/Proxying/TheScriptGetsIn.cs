using System.Text;
using ConformanceHarness.Sessions.Proxying;

namespace ConformanceHarness.Channels.Tests.Proxying;

/// <summary>The in-page script is the first of every document, whatever the document and its policy say.</summary>
[NonParallelizable]
public sealed class TheScriptGetsIn
{
    [TestCase("<!doctype html><html lang=th><head><title>x</title></head>", "<!doctype html><html lang=th><head>|<title>x</title></head>")]
    [TestCase("<!doctype html><html lang=th><title>x</title>", "<!doctype html><html lang=th>|<title>x</title>")]
    [TestCase("<!DOCTYPE html><p>x", "<!DOCTYPE html>|<p>x")]
    [TestCase("<p>x", "|<p>x")]
    [TestCase("<!-- <head> --><html><head data-a=1><p>", "<!-- <head> --><html><head data-a=1>|<p>")]
    [TestCase("<html><header>x</header>", "<html>|<header>x</header>")]
    public void Before_everything_else(string document, string expected) =>
        Assert.That(Encoding.UTF8.GetString(PageInjection.Into(Encoding.UTF8.GetBytes(document), "|")), Is.EqualTo(expected));

    [Test]
    public void The_bytes_of_another_encoding_stay_as_they_are()
    {
        byte[] tis620 = [.. "<html><body>"u8, 0xA1, 0xD2, 0xC3];
        Assert.That(PageInjection.Into(tis620, "|"), Is.EqualTo((byte[])[.. "<html>|<body>"u8, 0xA1, 0xD2, 0xC3]));
    }

    [Test]
    public void As_plain_ascii_and_closed_by_nothing_inside_it()
    {
        var (element, _) = PageInjection.Element("say('กำลัง </script> <!--')");
        Assert.That(element, Does.StartWith("<script>document.currentScript.remove();").And.EndWith("</script>"));
        Assert.That(element[8..^9], Does.Not.Contain("</script").And.Not.Contain("<!--").And.Contain("\\u0e01"));
    }

    [TestCase("img-src 'self'", "img-src 'self'", TestName = "A_policy_that_says_nothing_of_scripts_is_left")]
    [TestCase("script-src 'self'; connect-src 'self'", "script-src 'self' H; connect-src 'self' R", TestName = "Its_hash_and_its_address_are_added")]
    [TestCase("default-src 'none'", "default-src 'none'; script-src H; connect-src R", TestName = "Nothing_but_that_is_opened")]
    [TestCase("script-src 'unsafe-inline' https:", "script-src 'unsafe-inline' https:", TestName = "Inline_that_is_allowed_stays_allowed")]
    [TestCase("script-src 'unsafe-inline' 'nonce-a'", "script-src 'unsafe-inline' 'nonce-a' H", TestName = "A_nonce_makes_unsafe_inline_void")]
    [TestCase("script-src-elem 'self'; script-src 'none'", "script-src-elem 'self' H; script-src 'none'", TestName = "Elements_have_a_directive_of_their_own")]
    [TestCase("script-src 'self', script-src https:", "script-src 'self' H, script-src https: H", TestName = "Every_policy_counts")]
    public void Through_a_policy(string policy, string expected) => Assert.That(ContentSecurity.Admit(policy, "H", "R"), Is.EqualTo(expected));
}
