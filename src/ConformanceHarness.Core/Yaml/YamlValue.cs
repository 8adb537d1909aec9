using System.Text.RegularExpressions;

namespace ConformanceHarness.Core.Yaml;

/// <summary>One value of a YAML file, with the line it starts on (from 1).</summary>
internal abstract record YamlValue(int Line);

/// <summary>A value that was already reported (an alias, for example); readers pass over it in silence.</summary>
internal sealed record YamlUnreadable(int Line) : YamlValue(Line);

internal sealed record YamlSequence(int Line, IReadOnlyList<YamlValue> Items) : YamlValue(Line);

/// <summary>Members in the file's order; doubled ones are still in it, so that the reader can name both lines.</summary>
internal sealed record YamlMapping(int Line, IReadOnlyList<YamlMember> Members) : YamlValue(Line);

internal sealed record YamlMember(string Name, int Line, YamlValue Value);

internal enum ScalarKind { Text, Nothing, Boolean, Number }

/// <param name="Line">where it starts</param>
/// <param name="Value">its text without quotation marks</param>
/// <param name="Plain">written without quotation marks: may mean a number, a boolean or nothing</param>
internal sealed partial record YamlScalar(int Line, string Value, bool Plain) : YamlValue(Line)
{
    /// <summary>What editors and other YAML 1.2 readers (core schema) take it for.</summary>
    public ScalarKind Kind =>
        !Plain ? ScalarKind.Text
        : Nothing().IsMatch(Value) ? ScalarKind.Nothing
        : Boolean().IsMatch(Value) ? ScalarKind.Boolean
        : Number().IsMatch(Value) ? ScalarKind.Number
        : ScalarKind.Text;

    [GeneratedRegex(@"^(?:~|null|Null|NULL|)\z")]
    private static partial Regex Nothing();

    [GeneratedRegex(@"^(?:true|True|TRUE|false|False|FALSE)\z")]
    private static partial Regex Boolean();

    [GeneratedRegex(@"^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex Number();
}
