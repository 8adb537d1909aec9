// Stand-in for the Tangrat SDK. Inside the app (window.TangratNative is there) every call goes to the native side;
// outside it answers what a browser can know and never throws.
(function (window) {
  "use strict";

  function queryOf(url) {
    var text = String(url === undefined || url === null ? "" : url);
    var start = text.indexOf("?");
    if (start < 0) { return ""; }
    var end = text.indexOf("#", start);
    return end < 0 ? text.slice(start + 1) : text.slice(start + 1, end);
  }

  function decode(text) {
    try { return decodeURIComponent(text.replace(/\+/g, " ")); } catch (e) { return text; }
  }

  // null: the parameter is not there; "": it is there without a value.
  function parameter(name, query) {
    var parts = query.split("&");
    for (var i = 0; i < parts.length; i++) {
      var equals = parts[i].indexOf("=");
      var key = equals < 0 ? parts[i] : parts[i].slice(0, equals);
      if (parts[i] !== "" && decode(key) === name) { return equals < 0 ? "" : decode(parts[i].slice(equals + 1)); }
    }
    return null;
  }

  function currentAddress() {
    try { return String(window.location.href); } catch (e) { return ""; }
  }

  // A service may clean its address bar before it asks: remember what the channel passed.
  var queryAtLoad = queryOf(currentAddress());

  function native() {
    var bridge = window.TangratNative;
    return bridge && typeof bridge.call === "function" ? bridge : null;
  }

  function asJson(values) {
    try { return JSON.stringify(Array.prototype.slice.call(values)); } catch (e) { return "[]"; }
  }

  // Always a promise that never rejects: a call into the app has no error a page could act on.
  function report(name, values) {
    var bridge = native();
    if (!bridge) { return Promise.resolve(undefined); }
    try {
      return Promise.resolve(bridge.call(name, asJson(values))).then(null, function () { return undefined; });
    } catch (e) {
      return Promise.resolve(undefined);
    }
  }

  function entryValue(call, property, values) {
    report(call, values);
    var bridge = native();
    if (bridge && bridge[property]) { return String(bridge[property]); }
    return parameter(property, queryAtLoad) || parameter(property, queryOf(currentAddress())) || "";
  }

  function tell(name) {
    return function () { report(name, arguments); };
  }

  var waitingScans = [];

  function answerText(answer) {
    if (answer === undefined || answer === null) { return ""; }
    if (typeof answer === "object") {
      var value = answer.data !== undefined ? answer.data : answer.result;
      return typeof value === "object" ? asJson([value]).slice(1, -1) : answerText(value);
    }
    return String(answer);
  }

  window.czpSdk = {
    getAppId: function () { return entryValue("getAppId", "appId", arguments); },
    getToken: function () { return entryValue("getToken", "mToken", arguments); },
    setTitle: tell("setTitle"),
    setBackButtonVisible: tell("setBackButtonVisible"),
    setCaptureButtonVisible: tell("setCaptureButtonVisible"),
    closeWindow: tell("closeWindow"),
    scanQrCode: function () {
      var values = arguments;
      return new Promise(function (resolve) {
        var waiting = native() !== null;
        if (waiting) { waitingScans.push(resolve); }
        report("scanQrCode", values).then(function (answer) {
          var place = waitingScans.indexOf(resolve);
          if (place >= 0) { waitingScans.splice(place, 1); }
          resolve(answerText(answer));
        });
      });
    },
    sendFileToNativeWithName: tell("sendFileToNativeWithName"),
    sendFileToNativeWithUrl: tell("sendFileToNativeWithUrl"),
    isCitizenPortal: function () {
      report("isCitizenPortal", arguments);
      return native() !== null;
    },
    getPlatform: function () {
      report("getPlatform", arguments);
      var bridge = native();
      return bridge ? String(bridge.platform || "mobile") : "web";
    },
    openMiniApp: tell("openMiniApp"),
    getParameterByName: function (name, url) {
      report("getParameterByName", arguments);
      return parameter(String(name), queryOf(url === undefined || url === null ? currentAddress() : url));
    },
    // The native side hands over data: to the scan that waits for it, and to whoever listens.
    ntResponse: function (json) {
      report("ntResponse", arguments);
      var data = json;
      if (typeof json === "string") { try { data = JSON.parse(json); } catch (e) { data = json; } }
      if (waitingScans.length > 0) { waitingScans.shift()(answerText(data)); }
      try {
        window.dispatchEvent(new window.CustomEvent("czpSdk.ntResponse", { detail: data }));
      } catch (e) { /* no events here: nobody listens */ }
    }
  };
})(typeof window === "undefined" ? globalThis : window);
