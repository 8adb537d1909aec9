namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>Names of steps that scenarios record and checks read.</summary>
internal static class Steps
{
    public const string Enter = "enter";
    public const string Reload = "reload";
    public const string SecondBrowser = "second-browser";
    public const string Return = "return";
    public const string ReturnReload = "return-reload";
    public const string Anonymous = "anonymous";
    public const string Second = "second";
    public const string SecondReload = "second-reload";
    public const string Open = "open:";
    public const string Back = "back:";
    public const string Tap = "tap:";
    public const string Trouble = "trouble:";

    /// <summary>Trouble while the landing page is loaded anew; no sub-service can be called so.</summary>
    public const string LandingAgain = "/";
    public const string Retry = "retry:";
    public const string GoOn = "go-on:";
    public const string Slow = "slow";

    /// <summary>Taps before the last on the way to a sub-service: "way:open:id:1".</summary>
    public const string Way = "way:";

    // Purposes of journeys; their steps are called "purpose:sub-service:part", see Journeys.
    public const string Complete = "complete";
    public const string Empty = "empty";
    public const string Cancel = "cancel";
    public const string Twice = "twice";
    public const string OtherCitizen = "otherCitizen";
    public const string WrongType = "wrongType";
    public const string TooLarge = "tooLarge";
    public const string PushFails = "pushFails";
    public const string PushEmpty = "pushEmpty";
    public const string PushSilent = "pushSilent";
    public const string Keyboard = "keyboard";

    // Parts of a journey that are no steps of the service file.
    public const string Landing = "landing";
    public const string End = "end";
    public const string List = "list";
    public const string OtherList = "otherList";
    public const string Cancelling = "cancelling";

    /// <summary>Just before the step that is looked at.</summary>
    public const string Before = "before";

    /// <summary>The other citizen's list, before the request that names them.</summary>
    public const string OtherBefore = "otherBefore";

    public const string SendFile = "sendFile:";
    public const string ScanQrCode = "scanQrCode:";

    /// <summary>Name of a part of a journey.</summary>
    public static string Of(string purpose, string subService, string part) => $"{purpose}:{subService}:{part}";

    /// <summary>Part for the n-th step of the journey, from 1.</summary>
    public static string Number(int index) => (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Part for the n-th step of the way in, from 1.</summary>
    public static string In(int index) => "in" + Number(index);
}
