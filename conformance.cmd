@echo off
rem Builds what is needed and runs the command line. Everything lands below this folder; NuGet packages stay in the user's cache.
setlocal DisableDelayedExpansion
set "CONFORMANCE_HOME=%~dp0."
set "BUILT=%~dp0artifacts\conformance"
set "CLI=%BUILT%\bin\ConformanceHarness.Cli\release\ConformanceHarness.Cli.dll"

where dotnet >nul 2>nul
if errorlevel 1 (
    echo conformance: there is no dotnet command. Install the .NET 10 SDK ^(https://dotnet.microsoft.com/download^) and run this again. 1>&2
    exit /b 3
)

if not exist "%BUILT%" mkdir "%BUILT%"
if not exist "%CLI%" echo conformance: building, the first time takes a minute or two 1>&2

rem MSBuild itself decides what is out of date: a batch file has no quick way to look at every source file.
dotnet build "%~dp0src\ConformanceHarness.Cli\ConformanceHarness.Cli.csproj" --configuration Release --artifacts-path "%BUILT%" --nologo --verbosity quiet -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false >"%BUILT%\build.log" 2>&1
if errorlevel 1 (
    type "%BUILT%\build.log" 1>&2
    echo conformance: the build failed; the lines above say why. 1>&2
    exit /b 3
)

dotnet "%CLI%" %*
exit /b %ERRORLEVEL%
