# The command line in a container: `docker build -t conformance .`, then
#   docker run --rm -v "$PWD/reports:/results/reports" conformance run
#   docker run --rm -v "$PWD:/results" -p 8444:8444 --env-file secrets.env conformance run --service my.yaml
# There was no container engine where this was written: the image was never built (docs/limits.md).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/ src/
COPY suites/ConformanceHarness.Suites.MinimumTestcase/ suites/ConformanceHarness.Suites.MinimumTestcase/
COPY fixtures/ fixtures/
RUN dotnet restore src/ConformanceHarness.Cli/ConformanceHarness.Cli.csproj --locked-mode \
 && dotnet publish src/ConformanceHarness.Cli/ConformanceHarness.Cli.csproj --no-restore -c Release -o /app -p:RunAnalyzers=false

# Debian: its archive has chromium as a real package (Ubuntu's is a snap, which does not run in a container).
FROM debian:bookworm-slim
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium webkit2gtk-driver xvfb fonts-thai-tlwg fontconfig ca-certificates libicu72 tzdata \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/share/dotnet/dotnet /usr/share/dotnet/dotnet
COPY --from=build /usr/share/dotnet/host /usr/share/dotnet/host
COPY --from=build /usr/share/dotnet/shared /usr/share/dotnet/shared
COPY --from=build /app /app
# Results, and the local CA that a service under test was told to trust, live in /results: mount it to keep them.
RUN useradd --create-home --uid 10001 harness && mkdir -p /results && chown harness /results
ENV CONFORMANCE_HOME=/results CONFORMANCE_CHROMIUM=/usr/bin/chromium DOTNET_CLI_TELEMETRY_OPTOUT=1 LANG=C.UTF-8
USER harness
WORKDIR /results
ENTRYPOINT ["/usr/share/dotnet/dotnet", "/app/ConformanceHarness.Cli.dll"]
CMD ["run"]
