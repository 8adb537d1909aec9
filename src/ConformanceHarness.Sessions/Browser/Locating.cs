using ConformanceHarness.Core.Services;
using Microsoft.Playwright;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>Where a step's target may be in a frame, the surest reading first.</summary>
internal static class Locating
{
    private static readonly AriaRole[] Pressed = [AriaRole.Button, AriaRole.Link, AriaRole.Tab, AriaRole.Menuitem, AriaRole.Checkbox, AriaRole.Radio, AriaRole.Switch, AriaRole.Option];

    /// <summary>Things to be tapped.</summary>
    public static IEnumerable<ILocator> Pressable(IFrame frame, StepTarget target) => [.. Surely(frame, target), .. Otherwise(frame, target, refused: false)];

    /// <summary>Controls whose name is exactly this.</summary>
    public static IEnumerable<ILocator> Surely(IFrame frame, StepTarget target) =>
        target.Selector is { } selector ? [frame.Locator(selector)] : (target.Role is { } asked ? [Role(asked)] : Pressed).Select(role => frame.GetByRole(role, new FrameGetByRoleOptions { Name = target.Name!, Exact = true }));

    /// <summary>What else may be meant, where no frame has such a control.</summary>
    /// <param name="refused">there was one, and it could not be tapped</param>
    public static IEnumerable<ILocator> Otherwise(IFrame frame, StepTarget target, bool refused)
    {
        if (target.Name is not { } name)
        {
            yield break;
        }

        if (refused)
        {
            // The label that covers a radio button or a check box takes the tap for it.
            yield return frame.GetByText(name, new FrameGetByTextOptions { Exact = true }).And(frame.Locator("label, label *"));
            yield break;
        }

        if (target.Role is { } asked)
        {
            yield return frame.GetByRole(Role(asked), new FrameGetByRoleOptions { Name = name });
            yield break;
        }

        yield return frame.GetByText(name, new FrameGetByTextOptions { Exact = true });
        yield return frame.GetByRole(AriaRole.Link, new FrameGetByRoleOptions { Name = name });
        yield return frame.GetByRole(AriaRole.Button, new FrameGetByRoleOptions { Name = name });
        yield return frame.GetByText(name);
    }

    /// <summary>Form fields, by label as a citizen reads it: bound to the field, a placeholder, or simply standing before it.</summary>
    public static IEnumerable<ILocator> Fields(IFrame frame, StepTarget target)
    {
        const string AnyField = "input:not([type=hidden]):not([type=submit]):not([type=button]), textarea, select, [contenteditable=true], [role=combobox], [role=textbox]";
        if (target.Selector is { } selector)
        {
            yield return frame.Locator(selector);
            yield break;
        }

        var name = target.Name!;
        foreach (var exact in new[] { true, false })
        {
            if (target.Role is { } role)
            {
                yield return frame.GetByRole(Role(role), new FrameGetByRoleOptions { Name = name, Exact = exact });
            }

            yield return frame.GetByLabel(name, new FrameGetByLabelOptions { Exact = exact }).And(frame.Locator(AnyField));
            yield return frame.GetByPlaceholder(name, new FrameGetByPlaceholderOptions { Exact = exact });
        }

        yield return frame.Locator("xpath=" + After(name, "input[not(@type='hidden' or @type='submit' or @type='button')]", "textarea", "select"));
    }

    /// <summary>File inputs; they are often hidden behind a button.</summary>
    public static IEnumerable<ILocator> FileFields(IFrame frame, StepTarget target)
    {
        if (target.Selector is { } selector)
        {
            yield return frame.Locator(selector);
            yield break;
        }

        yield return frame.GetByLabel(target.Name!, new FrameGetByLabelOptions { Exact = true }).And(frame.Locator("input[type=file]"));
        yield return frame.GetByLabel(target.Name!).And(frame.Locator("input[type=file]"));
        yield return frame.Locator("xpath=" + After(target.Name!, "input[@type='file']"));
        yield return frame.Locator("input[type=file]");
    }

    public static AriaRole Role(string name) => Enum.Parse<AriaRole>(name, ignoreCase: true);

    private static string After(string label, params IReadOnlyList<string> kinds)
    {
        var quoted = label.Contains('"', StringComparison.Ordinal) ? $"'{label.Replace("'", "", StringComparison.Ordinal)}'" : $"\"{label}\"";
        return $"(//*[contains(normalize-space(text()), {quoted})])[1]/following::*[{string.Join(" or ", kinds.Select(k => "self::" + k))}][1]";
    }
}
