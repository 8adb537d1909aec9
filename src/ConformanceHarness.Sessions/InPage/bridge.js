// The native side of the Tangrat app, as its SDK sees it. Values are set anew at each entry; see AppBridge.
(values => {
  const bridge = {
    appId: values.appId, mToken: values.mToken, platform: 'mobile',
    call: (name, args) => window.__tangratNative(String(name), String(args ?? '[]')),
  };
  Object.defineProperty(window, 'TangratNative', { value: Object.freeze(bridge), enumerable: false, configurable: true, writable: false });
})
