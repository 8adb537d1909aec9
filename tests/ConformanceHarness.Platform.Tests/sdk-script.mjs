// Runs the SDK script in a context of its own and prints what every function did, as JSON.
import fs from "node:fs";
import vm from "node:vm";

function load(script, href, bridge) {
  const events = [];
  const window = {
    location: { href },
    CustomEvent: class { constructor(type, init) { this.type = type; this.detail = init.detail; } },
    dispatchEvent(e) { events.push({ type: e.type, detail: e.detail }); },
  };
  if (bridge) { window.TangratNative = bridge; }
  vm.runInNewContext(script, { window, Promise });
  return { window, events, sdk: window.czpSdk };
}

const script = fs.readFileSync(process.argv[2], "utf8");
const address = "https://service.example/land?appId=app%2D1&mToken=token+1&empty=#x?appId=no";
const result = {};

{
  const { window, events, sdk } = load(script, address);
  const r = result.outside = { functions: Object.keys(sdk) };
  r.appId = sdk.getAppId();
  window.location.href = "https://service.example/land";
  r.tokenAfterTheAddressWasCleaned = sdk.getToken();
  r.isCitizenPortal = sdk.isCitizenPortal();
  r.platform = sdk.getPlatform();
  r.scan = await sdk.scanQrCode();
  r.parameters = ["appId", "empty", "absent"].map((n) => sdk.getParameterByName(n, address));
  sdk.ntResponse("{\"a\":1}");
  r.events = [...events];
  const circular = {}; circular.self = circular;
  r.others = ["setTitle", "setBackButtonVisible", "setCaptureButtonVisible", "closeWindow", "sendFileToNativeWithName",
    "sendFileToNativeWithUrl", "openMiniApp", "ntResponse", "getParameterByName"].map((n) => String(sdk[n](circular, undefined)));
}
{
  const { window, sdk } = load(script, "https://service.example/land");
  result.later = { before: sdk.getToken() };
  window.location.href = address;
  result.later.after = sdk.getToken();
  delete window.location;
  result.later.noLocation = load(script, undefined).sdk.getAppId();
}
{
  const calls = [];
  const bridge = {
    appId: "native-app", mToken: "native-token", platform: "mobile",
    call(name, args) { calls.push([name, args]); return Promise.resolve(name === "scanQrCode" ? "QR-1" : undefined); },
  };
  const { sdk } = load(script, address, bridge);
  const r = result.inside = { calls };
  r.values = [sdk.getAppId(), sdk.getToken(), sdk.isCitizenPortal(), sdk.getPlatform()];
  sdk.setTitle("หน้าแรก", true);
  sdk.setBackButtonVisible(false);
  sdk.setCaptureButtonVisible(true);
  sdk.sendFileToNativeWithName("QUJD", "a.pdf");
  sdk.sendFileToNativeWithUrl("https://service.example/a.pdf", "a.pdf");
  sdk.openMiniApp("x", 1);
  sdk.ntResponse("{}");
  sdk.getParameterByName("appId");
  r.scan = await sdk.scanQrCode();
  sdk.closeWindow();
}
{
  const { sdk } = load(script, address, { call() { throw new Error("native"); } });
  result.throwing = { token: sdk.getToken(), platform: sdk.getPlatform(), scan: await sdk.scanQrCode() };
  const rejecting = load(script, address, { call() { return Promise.reject(new Error("native")); } }).sdk;
  rejecting.setTitle("t");
  result.rejecting = { scan: await rejecting.scanQrCode() };
  const waiting = load(script, address, { call() { return new Promise(() => {}); } }).sdk;
  const scan = waiting.scanQrCode();
  waiting.ntResponse("{\"data\":\"QR-2\"}");
  result.handedOver = await scan;
}
process.stdout.write(JSON.stringify(result));
