/* A retailer's deliveries that are under way. The key stays in this tab's memory, leaves it in a header alone, and only to this site. */
(() => {
  'use strict';

  const KEY = 'orkestro.fleet.key';
  const by = id => document.getElementById(id);
  const settings = by('page');
  const words = JSON.parse(settings.dataset.words);
  const language = navigator.languages.find(each => each.startsWith(document.documentElement.lang)) || document.documentElement.lang;

  /** What belongs under which filter. */
  const groups = {
    search: ['pending'],
    pickup: ['assigned', 'pickup_arrived'],
    carrying: ['picked_up', 'dropoff_enroute', 'dropoff_arrived'],
    returning: ['returning']
  };
  const groupOf = delivery => Object.keys(groups).find(group => groups[group].includes(delivery.status)) || 'search';
  const isLate = delivery => {
    const due = delivery.dropoff.deadlineAt;
    const expected = delivery.eta && delivery.eta.dropoff;
    return Boolean(due) && new Date(expected || Date.now()) > new Date(due);
  };
  const filters = {
    all: () => true,
    search: delivery => groupOf(delivery) === 'search',
    pickup: delivery => groupOf(delivery) === 'pickup',
    carrying: delivery => groupOf(delivery) === 'carrying',
    returning: delivery => groupOf(delivery) === 'returning',
    late: isLate
  };

  const nameOf = delivery => delivery.externalId || delivery.deliveryId.split('_').pop().slice(0, 10);
  const clock = instant => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
  const who = courier => !courier ? words.nocourier : [
    courier.name,
    [(courier.driverName || '').split(/\s+/)[0], words['vehicle.' + courier.vehicle]].filter(Boolean).join(' ')
  ].filter(Boolean).join(' · ');

  const text = (element, value) => {
    if (element.textContent !== value) {
      element.textContent = value;
    }
  };
  const make = (parent, tag, className) => {
    const element = parent.appendChild(document.createElement(tag));
    element.className = className;
    return element;
  };

  // ---- what is known

  const deliveries = new Map();
  const finished = [];
  let truncated = false;
  let filter = 'all';
  let sought = '';
  let chosen;

  // ---- filters

  const chips = Object.fromEntries(Object.keys(filters).map(name => {
    const chip = make(by('chips'), 'button', 'chip');
    chip.type = 'button';
    chip.dataset.filter = name;
    chip.append(words['filter.' + name]);
    const count = make(chip, 'b', '');
    chip.addEventListener('click', () => {
      filter = name;
      draw();
      fit();
    });
    return [name, { chip, count }];
  }));

  by('find').addEventListener('input', event => {
    sought = event.target.value.trim().toLowerCase();
    draw();
  });

  const matches = delivery => filters[filter](delivery)
    && (!sought || [nameOf(delivery), delivery.deliveryId, who(delivery.courier)].some(each => each.toLowerCase().includes(sought)));

  const shown = () => [...deliveries.values()].filter(matches).sort((a, b) =>
    isLate(b) - isLate(a)
    || (a.eta?.dropoff || '9').localeCompare(b.eta?.dropoff || '9')
    || a.deliveryId.localeCompare(b.deliveryId));

  // ---- list

  const rows = new Map();

  const rowOf = delivery => {
    let row = rows.get(delivery.deliveryId);
    if (!row) {
      const item = document.createElement('li');
      const button = make(item, 'button', 'row');
      button.type = 'button';
      button.dataset.id = delivery.deliveryId;
      row = { item, button, name: make(button, 'span', 'name'), when: make(button, 'span', 'when'), who: make(button, 'span', 'who'), tag: make(button, 'span', 'tag') };
      button.addEventListener('click', () => choose(chosen === delivery.deliveryId ? undefined : delivery.deliveryId, true));
      rows.set(delivery.deliveryId, row);
    }
    const late = isLate(delivery);
    text(row.name, nameOf(delivery));
    text(row.when, (delivery.eta?.dropoff ? clock(delivery.eta.dropoff) : '–') + (late ? ' · ' + words.late : ''));
    row.when.classList.toggle('late', late);
    text(row.who, who(delivery.courier));
    text(row.tag, words['status.' + delivery.status] || delivery.status);
    row.tag.className = 'tag ' + groupOf(delivery);
    row.button.setAttribute('aria-pressed', String(chosen === delivery.deliveryId));
    return row;
  };

  by('rows').addEventListener('keydown', event => {
    const all = [...by('rows').querySelectorAll('.row')];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at >= 0 && to !== undefined) {
      event.preventDefault();
      all[Math.max(0, Math.min(all.length - 1, to))].focus();
    }
  });

  const drawList = list => {
    const items = list.map(delivery => rowOf(delivery).item);
    const present = [...by('rows').children];
    if (items.length !== present.length || items.some((item, i) => item !== present[i])) {
      const focused = document.activeElement;
      by('rows').replaceChildren(...items);
      if (focused && focused.classList.contains('row') && focused.isConnected) {
        focused.focus({ preventScroll: true });
      }
    }
    by('none').hidden = list.length > 0;
    text(by('none'), deliveries.size ? words.none : words.empty);
    const counted = words.shown.replace('{0}', list.length).replace('{1}', deliveries.size);
    text(by('shown'), truncated ? words.truncated.replace('{0}', deliveries.size) + ' ' + counted : counted);
    Object.entries(chips).forEach(([name, { chip, count }]) => {
      chip.setAttribute('aria-pressed', String(name === filter));
      text(count, String([...deliveries.values()].filter(filters[name]).length));
    });
    by('finished').hidden = finished.length === 0;
    by('finished-rows').replaceChildren(...finished.map(each => {
      const item = document.createElement('li');
      text(make(item, 'span', ''), each.name);
      text(make(item, 'span', ''), words['status.' + each.status] || each.status);
      return item;
    }));
  };

  // ---- map

  let map;
  let way;
  const dots = new Map();

  const place = location => [location.lat, location.lng];
  const placeOf = delivery => place(delivery.lastPosition || delivery.pickup.location);

  const beginMap = () => {
    map = OrkestroMap.create(by('map'), settings, words);
    map.setView([51.5, -.1], 11);
    way = {
      store: OrkestroMap.pin('store', 32).bindTooltip(words.store, { direction: 'top', offset: [0, -14] }),
      home: OrkestroMap.pin('home', 32).bindTooltip(words.you, { direction: 'top', offset: [0, -14] }),
      line: L.polyline([], { className: 'way-line', interactive: false })
    };
    const button = make(by('map').parentElement, 'button', 'button quiet recentre');
    button.type = 'button';
    button.textContent = words.recentre;
    button.addEventListener('click', () => {
      choose(undefined);
      fit();
    });
  };

  const dotOf = delivery => {
    let dot = dots.get(delivery.deliveryId);
    const at = placeOf(delivery);
    if (!dot) {
      dot = L.marker(at, { keyboard: false, icon: L.divIcon({ className: 'dot', iconSize: [22, 22] }) });
      dot.bindTooltip('', { direction: 'top', offset: [0, -10] });
      dot.on('click', () => choose(delivery.deliveryId));
      dots.set(delivery.deliveryId, dot);
    } else if (!dot.getLatLng().equals(at)) {
      OrkestroMap.glide(dot, at);
    }
    return dot;
  };

  const drawMap = list => {
    const wanted = new Set(list.map(delivery => delivery.deliveryId));
    dots.forEach((dot, id) => wanted.has(id) || dot.remove());
    list.forEach(delivery => {
      const dot = dotOf(delivery).addTo(map);
      dot.setTooltipContent(document.createTextNode(nameOf(delivery)));
      const icon = dot.getElement();
      ['search', 'pickup', 'carrying', 'returning'].forEach(group => icon.classList.toggle(group, group === groupOf(delivery)));
      icon.classList.toggle('late', isLate(delivery));
      icon.classList.toggle('waiting', !delivery.lastPosition);
      icon.classList.toggle('chosen', delivery.deliveryId === chosen);
      dot.setZIndexOffset(delivery.deliveryId === chosen ? 1000 : 0);
    });
  };

  const fit = () => {
    const points = shown().map(placeOf);
    if (points.length) {
      OrkestroMap.look(map, points, { padding: [56, 56], maxZoom: 15 });
    }
  };

  // ---- one of them

  const facts = delivery => {
    const list = [];
    list.push([words.eta, delivery.eta?.dropoff ? clock(delivery.eta.dropoff) + (isLate(delivery) ? ' · ' + words.late : '') : words.noeta]);
    if (delivery.dropoff.deadlineAt) {
      list.push([words.deadline, clock(delivery.dropoff.deadlineAt)]);
    }
    if (delivery.lastPosition) {
      list.push([words.seen, clock(delivery.lastPosition.recordedAt)]);
    }
    return list;
  };

  const drawDetail = () => {
    const delivery = deliveries.get(chosen);
    by('detail').hidden = !delivery;
    [way.store, way.home, way.line].forEach(layer => delivery ? layer.addTo(map) : layer.remove());
    if (!delivery) {
      return;
    }
    text(by('detail-title'), nameOf(delivery));
    text(by('detail-who'), who(delivery.courier));
    text(by('detail-status'), words['status.' + delivery.status] || delivery.status);
    by('detail-status').className = 'tag ' + groupOf(delivery);
    const now = facts(delivery);
    if (JSON.stringify(now) !== by('facts').dataset.shown) {
      by('facts').dataset.shown = JSON.stringify(now);
      by('facts').replaceChildren(...now.flatMap(([name, value]) => {
        const term = document.createElement('dt');
        term.textContent = name;
        const meaning = document.createElement('dd');
        meaning.textContent = value;
        return [term, meaning];
      }));
    }
    const page = new URL(delivery.trackingUrl, location.href);
    by('detail-page').hidden = !/^https?:$/.test(page.protocol);
    by('detail-page').href = page.href;
    const stops = [place(delivery.pickup.location), place(delivery.dropoff.location)];
    way.store.setLatLng(stops[0]);
    way.home.setLatLng(stops[1]);
    way.line.setLatLngs(delivery.lastPosition ? [stops[0], placeOf(delivery), stops[1]] : stops);
  };

  const choose = (id, goThere) => {
    chosen = id;
    draw();
    const delivery = deliveries.get(id);
    if (delivery && goThere) {
      const points = [place(delivery.pickup.location), place(delivery.dropoff.location), placeOf(delivery)];
      const beside = by('map').clientWidth > 640 ? by('detail').offsetWidth : 0;
      OrkestroMap.look(map, points, { paddingTopLeft: [72, 72], paddingBottomRight: [72 + beside, 72], maxZoom: 15 });
    }
  };

  const close = () => {
    const row = rows.get(chosen);
    choose(undefined);
    if (row && row.button.isConnected) {
      row.button.focus();
    }
  };
  by('close').addEventListener('click', close);
  document.addEventListener('keydown', event => event.key === 'Escape' && chosen && close());

  const draw = () => {
    const list = shown();
    drawList(list);
    drawMap(list);
    drawDetail();
  };

  // ---- news

  const put = delivery => deliveries.set(delivery.deliveryId, delivery);

  const drop = id => {
    deliveries.delete(id);
    rows.delete(id);
    dots.get(id)?.remove();
    dots.delete(id);
    if (chosen === id) {
      chosen = undefined;
    }
  };

  const hear = {
    fleet: news => {
      const first = deliveries.size === 0;
      const there = new Set(news.data.map(delivery => delivery.deliveryId));
      [...deliveries.keys()].filter(id => !there.has(id)).forEach(drop);
      news.data.forEach(put);
      truncated = news.truncated;
      draw();
      if (first) {
        fit();
      }
    },
    changed: news => {
      const first = deliveries.size === 0;
      news.data.forEach(put);
      news.gone.forEach(gone => {
        const delivery = deliveries.get(gone.deliveryId);
        if (delivery) {
          finished.unshift({ name: nameOf(delivery), status: gone.status });
          finished.length = Math.min(finished.length, 4);
        }
        drop(gone.deliveryId);
      });
      draw();
      if (first) {
        fit();
      }
    }
  };

  /** Server-sent events as the standard writes them: EventSource itself cannot send a key. */
  const parser = onEvent => {
    let rest = '';
    let event = { name: 'message', data: [] };
    let id = '';
    return piece => {
      const lines = (rest + piece).split(/\r\n|\n|\r/);
      rest = lines.pop();
      lines.forEach(line => {
        if (line === '') {
          if (event.data.length) {
            onEvent(event.name, event.data.join('\n'), id);
          }
          event = { name: 'message', data: [] };
          return;
        }
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (field === 'event') {
          event.name = value;
        } else if (field === 'data') {
          event.data.push(value);
        } else if (field === 'id') {
          id = value;
        }
      });
    };
  };

  /** Longer than the longest pause between two heartbeats. */
  const SILENCE = 40000;

  let running;
  let lastId = '';
  let failures = 0;
  let lostTimer;

  const line = kind => {
    by('line').className = 'line ' + kind;
    text(by('line'), words[kind] || '');
  };

  const lost = () => {
    lostTimer = lostTimer || setTimeout(() => line('lost'), 6000);
  };

  const found = () => {
    clearTimeout(lostTimer);
    lostTimer = undefined;
    failures = 0;
    line('live');
  };

  const read = async (body, control) => {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    const feed = parser((name, data, id) => {
      hear[name]?.(JSON.parse(data));
      lastId = id;
    });
    let silence = setTimeout(() => control.abort(), SILENCE);
    try {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        clearTimeout(silence);
        silence = setTimeout(() => control.abort(), SILENCE);
        feed(piece.value);
      }
    } finally {
      clearTimeout(silence);
    }
  };

  const pause = millis => new Promise(wake => setTimeout(wake, millis));

  const follow = async key => {
    running?.abort();
    const control = new AbortController();
    running = control;
    const stopped = () => running !== control;
    while (!stopped()) {
      const attempt = new AbortController();
      control.signal.addEventListener('abort', () => attempt.abort());
      let wait = 500 + Math.random() * 1000;
      try {
        const headers = { Authorization: 'Bearer ' + key, Accept: 'text/event-stream' };
        if (lastId) {
          headers['Last-Event-ID'] = lastId;
        }
        const answer = await fetch('/v1/fleet/events', { headers, cache: 'no-store', credentials: 'omit', signal: attempt.signal });
        if (answer.status === 401 || answer.status === 403) {
          leave(answer.status === 401 ? words['key.wrong'] : words['key.role']);
          return;
        }
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        enter(key);
        found();
        await read(answer.body, attempt);
      } catch {
        failures++;
        wait = Math.min(30000, 1000 * 2 ** failures) * (.5 + Math.random() / 2);
        if (!stopped() && by('board').hidden) {
          text(by('wrong'), words.lost);
        }
      }
      if (!stopped()) {
        lost();
        await pause(wait);
      }
    }
  };

  // ---- door

  const enter = key => {
    if (by('board').hidden) {
      sessionStorage.setItem(KEY, key);
      by('key').value = '';
      text(by('wrong'), '');
      by('door').hidden = true;
      by('head').hidden = false;
      by('board').hidden = false;
      if (!map) {
        beginMap();
      }
      draw();
      by('find').focus();
    }
  };

  const leave = why => {
    running?.abort();
    running = undefined;
    sessionStorage.removeItem(KEY);
    clearTimeout(lostTimer);
    lostTimer = undefined;
    [...deliveries.keys()].forEach(drop);
    finished.length = 0;
    lastId = '';
    by('door').hidden = false;
    by('head').hidden = true;
    by('board').hidden = true;
    text(by('wrong'), why || '');
    by('key').focus();
  };

  by('key-form').addEventListener('submit', event => {
    event.preventDefault();
    const key = by('key').value.trim();
    text(by('wrong'), '');
    if (/^[\x21-\x7e]+$/.test(key)) {
      follow(key);
    } else {
      text(by('wrong'), words['key.wrong']);
    }
  });
  by('forget').addEventListener('click', () => leave());
  setInterval(() => deliveries.size && draw(), 30000);

  const kept = sessionStorage.getItem(KEY);
  if (kept) {
    follow(kept);
  } else {
    by('key').focus();
  }
})();
