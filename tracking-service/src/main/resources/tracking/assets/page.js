/* Keeps the recipient's page up to date: each event of the stream is the whole page. Without this script it is right, too. */
(() => {
  'use strict';

  const page = document.getElementById('page');
  const by = id => document.getElementById(id);
  const words = JSON.parse(page.dataset.words);
  let state = JSON.parse(page.dataset.state);

  // ---- words

  const text = (id, value) => {
    const element = by(id);
    if (element && element.textContent !== (value || '')) {
      element.textContent = value || '';
    }
  };

  const showMinutes = () => {
    if (!state.eta) {
      return;
    }
    const minutes = Math.ceil((new Date(state.eta.instant) - Date.now()) / 60000);
    text('eta-minutes', minutes < 1 ? words['eta.now'] : minutes > 120 ? '' : words['eta.minutes'].replace('{0}', minutes));
  };

  const stepLine = step => {
    const line = document.createElement('li');
    line.className = (step.done ? 'done' : '') + (step.current ? ' current' : '');
    if (step.current) {
      line.setAttribute('aria-current', 'step');
    }
    line.appendChild(document.createElement('span')).textContent = step.label;
    if (step.time) {
      const time = line.appendChild(document.createElement('time'));
      time.dateTime = step.instant;
      time.textContent = step.time;
    }
    return line;
  };

  const stepMark = step => {
    const mark = document.createElement('span');
    mark.className = (step.done ? 'done' : '') + (step.current ? ' current' : '');
    return mark;
  };

  const announce = () => {
    const parts = [state.title, state.explanation];
    if (state.eta) {
      parts.push(state.eta.label + ' ' + state.eta.time);
    }
    text('announce', parts.map(part => part.replace(/[.!?]?$/, mark => mark || '.')).join(' '));
  };

  const show = next => {
    const before = state;
    state = next;
    page.classList.toggle('trouble', state.trouble);
    page.dataset.status = state.status;
    document.title = state.title + (state.business ? ' · ' + state.business : '');
    text('title', state.title);
    text('explanation', state.explanation);
    by('eta').hidden = !state.eta;
    if (state.eta) {
      text('eta-label', state.eta.label);
      text('eta-time', state.eta.time);
      by('eta-time').dateTime = state.eta.instant;
      showMinutes();
    }
    by('driver').hidden = !state.driver;
    if (state.driver) {
      text('driver-label', state.driver.label);
      text('driver-name', state.driver.name);
      text('driver-initial', state.driver.initial);
      text('driver-vehicle', state.driver.vehicle);
    }
    if (JSON.stringify(before.steps) !== JSON.stringify(state.steps)) {
      by('steps').replaceChildren(...state.steps.map(stepLine));
      by('bar').replaceChildren(...state.steps.map(stepMark));
    }
    by('way').hidden = !state.way;
    text('seen', state.way && state.way.seen);
    if (before.title !== state.title) {
      announce();
    }
    draw();
  };

  // ---- map

  let map;
  let markers;
  let touched = false;

  const place = location => [location.lat, location.lng];

  const beginMap = () => {
    const element = by('map');
    element.replaceChildren();
    map = OrkestroMap.create(element, page, words);
    markers = {
      store: OrkestroMap.pin('store', 34).bindTooltip(words.store, { direction: 'top', offset: [0, -16] }),
      home: OrkestroMap.pin('home', 34).bindTooltip(words.you, { direction: 'top', offset: [0, -16], permanent: true }),
      courier: OrkestroMap.pin('courier', 40),
      whole: L.polyline([], { className: 'way-line', interactive: false }),
      ahead: L.polyline([], { className: 'way-line ahead', interactive: false })
    };
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button quiet recentre';
    button.textContent = words.recentre;
    button.hidden = true;
    button.addEventListener('click', () => {
      touched = false;
      button.hidden = true;
      fit(true);
    });
    by('way').insertBefore(button, by('map').nextSibling);
    const own = () => {
      touched = true;
      button.hidden = false;
    };
    map.on('dragstart', own);
    element.addEventListener('keydown', event => /^(Arrow|[+\-=])/.test(event.key) && own());
    element.addEventListener('touchmove', event => event.touches.length > 1 && own(), { passive: true });
    element.addEventListener('click', event => event.target.closest('.leaflet-control-zoom') && own());
  };

  const fit = animate => {
    const way = state.way;
    const points = [way.dropoff];
    if (way.courier) {
      points.push(way.courier);
    }
    if (!way.carried || !way.courier) {
      points.push(way.pickup);
    }
    OrkestroMap.look(map, points.map(place), { paddingTopLeft: [48, 56], paddingBottomRight: [48, 44], maxZoom: 16, animate });
  };

  const put = (layer, on) => on ? layer.addTo(map) : layer.remove();

  const forgetMap = () => {
    if (map) {
      map.remove();
      map = undefined;
    }
    by('way').querySelector('.recentre')?.remove();
    by('map').replaceChildren();
  };

  const draw = () => {
    if (!state.way) {
      forgetMap();
      return;
    }
    if (!window.L) {
      return;
    }
    const first = !map;
    if (first) {
      beginMap();
    }
    const { pickup, dropoff, courier, carried } = state.way;
    if (first) {
      fit(false);
    }
    markers.store.setLatLng(place(pickup));
    markers.home.setLatLng(place(dropoff)).addTo(map);
    if (courier && map.hasLayer(markers.courier)) {
      OrkestroMap.glide(markers.courier, place(courier));
    } else if (courier) {
      markers.courier.setLatLng(place(courier));
    }
    const vehicle = state.driver ? state.driver.kind : '';
    if (markers.vehicle !== vehicle) {
      markers.vehicle = vehicle;
      markers.courier.setIcon(OrkestroMap.picture('courier', 40, vehicle));
    }
    put(markers.courier, courier);
    markers.whole.setLatLngs([place(pickup), place(dropoff)]);
    markers.ahead.setLatLngs(courier ? [place(courier), place(carried ? dropoff : pickup)] : []);
    // Once the goods are on the road, where they came from is nothing to look at any more.
    put(markers.store, !carried || !courier);
    put(markers.whole, !carried || !courier);
    put(markers.ahead, courier);
    if (!first && !touched) {
      fit(true);
    }
  };

  // ---- stream

  /** Longer than the longest pause between two heartbeats: a connection that is dead without knowing it. */
  const SILENCE = 40000;
  /** A pause between two streams is nothing to trouble anybody with. */
  const PATIENCE = 6000;
  /** Who has heard nothing for so long asks for the page itself: it may be served from elsewhere by now. */
  const TOO_LONG = 45000;

  let stream;
  let heardAt = 0;
  let lostAt = 0;
  let failures = 0;
  let retry;
  let worry;

  const line = kind => {
    const element = by('line');
    element.className = 'line' + (kind ? ' ' + kind : '');
    text('line', kind ? words[kind] : '');
    page.classList.toggle('lost', kind === 'lost');
  };

  const calm = () => {
    clearTimeout(worry);
    worry = undefined;
    lostAt = 0;
  };

  const end = () => {
    clearTimeout(retry);
    if (stream) {
      stream.close();
    }
    stream = undefined;
  };

  const connect = () => {
    end();
    if (state.over) {
      calm();
      line('');
      return;
    }
    stream = new EventSource(page.dataset.events);
    stream.addEventListener('open', () => {
      heardAt = Date.now();
      failures = 0;
      calm();
      line('live');
    });
    stream.addEventListener('alive', () => {
      heardAt = Date.now();
    });
    stream.addEventListener('state', event => {
      heardAt = Date.now();
      show(JSON.parse(event.data));
      if (state.over) {
        connect();
      }
    });
    stream.addEventListener('error', () => {
      lostAt = lostAt || Date.now();
      worry = worry || setTimeout(() => line('lost'), PATIENCE);
      if (stream && stream.readyState === EventSource.CLOSED) {
        // It was refused, and a refused EventSource does not try again by itself.
        failures++;
        clearTimeout(retry);
        retry = setTimeout(connect, Math.min(30000, 1000 * 2 ** failures) * (.5 + Math.random() / 2));
      }
    });
  };

  const askForThePage = async () => {
    try {
      const answer = await fetch(location.href, { cache: 'no-store' });
      if (answer.ok || answer.status === 410) {
        location.reload();
      }
    } catch {
      // Nobody answers at all. What is shown is the best there is.
    }
  };

  const look = () => {
    showMinutes();
    if (state.over) {
      return;
    }
    const lost = lostAt ? Date.now() - lostAt : 0;
    if (lost > TOO_LONG) {
      askForThePage();
    } else if (!lost && heardAt && Date.now() - heardAt > SILENCE) {
      heardAt = Date.now();
      connect();
    }
  };

  setInterval(look, 5000);
  addEventListener('online', connect);
  addEventListener('pageshow', event => event.persisted && connect());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && (!stream || stream.readyState !== EventSource.OPEN || Date.now() - heardAt > SILENCE)) {
      connect();
    }
  });

  page.dataset.status = state.status;
  showMinutes();
  draw();
  connect();
})();
