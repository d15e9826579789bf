// Runs on the page that the server shows to a device that is to be wiped: what its order to the browser does not reach.
(function () {
  'use strict';
  function quietly(work) {
    try {
      var done = work();
      if (done && done.catch) done.catch(function () {});
    } catch {
      // What cannot be reached has nothing of ours in it.
    }
  }
  quietly(function () { sessionStorage.clear(); });
  quietly(function () { localStorage.clear(); });
  quietly(function () {
    return indexedDB.databases().then(function (all) { all.forEach(function (one) { indexedDB.deleteDatabase(one.name); }); });
  });
  quietly(function () {
    return caches.keys().then(function (names) { return Promise.all(names.map(function (name) { return caches.delete(name); })); });
  });
  quietly(function () {
    return navigator.serviceWorker.getRegistrations().then(function (workers) { return Promise.all(workers.map(function (worker) { return worker.unregister(); })); });
  });
})();
