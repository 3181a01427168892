/* What a retailer's shops sold. The key stays in this tab's memory, leaves it in a header alone, and only to this site. */
(() => {
  'use strict';

  const KEY = 'orkestro.intake.key';
  const EVERY = 4000;
  const by = id => document.getElementById(id);
  const words = JSON.parse(by('page').dataset.words);
  const language = navigator.languages.find(each => each.startsWith(document.documentElement.lang)) || document.documentElement.lang;

  // ---- small things

  const say = (key, ...values) => values.reduce((text, value, i) => text.replace('{' + i + '}', value), words[key] || key);

  const text = (element, value) => {
    if (element.textContent !== value) {
      element.textContent = value;
    }
  };

  const make = (parent, tag, className, content) => {
    const element = parent.appendChild(document.createElement(tag));
    element.className = className || '';
    if (content) {
      element.textContent = content;
    }
    return element;
  };

  const button = (parent, className, label, onClick) => {
    const element = make(parent, 'button', 'button small ' + className, label);
    element.type = 'button';
    element.addEventListener('click', async () => {
      element.disabled = true;
      try {
        await onClick(element);
      } catch (failure) {
        tell(failure.message || words.failed, true);
      } finally {
        element.disabled = false;
      }
    });
    return element;
  };

  const ago = instant => {
    const seconds = Math.round((new Date(instant) - Date.now()) / 1000);
    const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    const [unit, size] = [['day', 86400], ['hour', 3600], ['minute', 60]].find(each => Math.abs(seconds) >= each[1]) || ['second', 1];
    return unit === 'second' ? format.format(0, 'minute') : format.format(Math.trunc(seconds / size), unit);
  };

  const time = (element, instant) => {
    text(element, ago(instant));
    element.dateTime = instant;
    element.title = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
  };

  /** A postcode is no place to break a line. */
  const whole = postcode => postcode && postcode.replaceAll(' ', '\u00a0');

  const money = amount => {
    const format = new Intl.NumberFormat(language, { style: 'currency', currency: amount.currency });
    return format.format(amount.amount / 10 ** format.resolvedOptions().maximumFractionDigits);
  };

  /** Rows by their ids: those that stay are the same elements, so that nobody loses a focus or what they typed. */
  const keep = (list, known, items, idOf, create, stays) => {
    const there = new Set(items.map(idOf));
    known.forEach((row, id) => {
      if (!there.has(id) && !(stays && stays(row))) {
        row.element.remove();
        known.delete(id);
      }
    });
    items.forEach(item => {
      let row = known.get(idOf(item));
      if (!row) {
        row = create(item);
        known.set(idOf(item), row);
      }
      row.show(item);
    });
    const wanted = items.map(item => known.get(idOf(item)).element);
    [...known.values()].map(row => row.element).filter(each => !wanted.includes(each)).forEach(each => wanted.unshift(each));
    wanted.forEach((element, i) => {
      if (list.children[i] !== element) {
        list.insertBefore(element, list.children[i] || null);
      }
    });
  };

  let sayingEnds;
  const tell = (message, bad) => {
    clearTimeout(sayingEnds);
    by('said').classList.toggle('bad', Boolean(bad));
    text(by('said'), message);
    sayingEnds = setTimeout(() => text(by('said'), ''), 8000);
  };

  // ---- the API

  let key;

  const call = async (method, path, options = {}) => {
    const headers = { Authorization: 'Bearer ' + key, Accept: options.accept || 'application/json' };
    if (method === 'POST') {
      headers['Idempotency-Key'] = options.handle || crypto.getRandomValues(new Uint32Array(4)).join('-');
    }
    if (options.type) {
      headers['Content-Type'] = options.type;
    }
    const answer = await fetch(path, { method, headers, body: options.body, cache: 'no-store', credentials: 'omit' });
    if (answer.status === 401 || answer.status === 403) {
      leave(answer.status === 401 ? words['key.wrong'] : words['key.role']);
    }
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      const failure = new Error([problem.detail || problem.title, ...(problem.errors || []).map(each => each.message)].filter(Boolean).join(' ') || words.failed);
      failure.status = answer.status;
      throw failure;
    }
    return answer;
  };

  const get = async path => (await call('GET', path)).json();
  const post = async (path, body) => {
    const answer = await call('POST', path, body === undefined ? {} : { body: JSON.stringify(body), type: 'application/json' });
    return answer.status === 204 ? undefined : answer.json();
  };

  const save = async (path, name) => {
    const answer = await call('GET', path, { accept: 'text/csv' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  // ---- connections

  const shops = new Map();
  const nameOf = order => shops.get(order.connectionId)?.name || (order.source === 'csv' ? words.csv : order.source);

  const copyable = (parent, id, label) => {
    const box = make(parent, 'div', 'copy');
    const caption = make(box, 'label', '', label);
    const field = make(box, 'input');
    field.readOnly = true;
    field.id = caption.htmlFor = id;
    field.addEventListener('focus', () => field.select());
    button(box, 'quiet', words['shop.copy'], async element => {
      field.select();
      if (navigator.clipboard) {
        await navigator.clipboard.writeText(field.value);
      } else {
        document.execCommand('copy');
      }
      text(element, words['shop.copied']);
      setTimeout(() => text(element, words['shop.copy']), 2000);
    }).setAttribute('aria-label', words['shop.copy'] + ': ' + label);
    return { box, field };
  };

  const KINDS = { shopify: 'Shopify', woocommerce: 'WooCommerce', square: 'Square', deliverect: 'Deliverect' };

  const health = shop => {
    const how = shop.health;
    const parts = [how.lastEventAt ? say('shop.last', ago(how.lastEventAt)) : words['shop.quiet']];
    ['waiting', 'failed', 'held'].forEach(each => how[each] && parts.push(say('shop.' + each, how[each])));
    return parts.join(' · ');
  };

  /** News of a trouble is news for a day. */
  const isNew = instant => instant && Date.now() - new Date(instant) < 86400000;

  const shopOf = first => {
    const path = '/v1/connections/' + first.id;
    const element = make(by('shops'), 'li', 'card');
    const line = make(element, 'div', 'first');
    const title = make(line, 'h3');
    const tag = make(line, 'span', 'tag');
    const how = make(element, 'p', 'health');
    const refused = make(element, 'p', 'trouble');
    const because = make(element, 'p', 'trouble');
    const address = copyable(element, 'url-' + first.id, words['shop.address']);
    const rates = copyable(element, 'rates-' + first.id, words['shop.rates']);
    const buttons = make(element, 'p', 'buttons');
    const pause = button(buttons, 'quiet', '', async () => {
      row.show(await post(path + (row.shop.status === 'paused' ? '/resume' : '/pause')));
    });
    button(buttons, 'quiet', words['shop.test'], async () => {
      const tested = await post(path + '/test');
      tell(row.name + ': ' + tested.detail, !tested.ok);
    });
    const details = make(element, 'details');
    make(details, 'summary', '', words.events);
    const list = make(details, 'ul', 'events');
    const none = make(details, 'p', 'meta', words['events.none']);
    const all = make(details, 'p', 'buttons');
    button(all, 'quiet', words['events.replay.all'], async () => {
      tell(say('events.replayed', (await post(path + '/replay-failed')).replayed));
      await refresh();
    });
    const events = new Map();
    details.addEventListener('toggle', () => details.open && refresh());
    const row = {
      element,
      show(shop) {
        row.shop = shop;
        row.name = shop.name;
        const troubled = shop.health.failed > 0 || isNew(shop.health.lastRefusedAt);
        text(title, shop.name + ' · ' + (KINDS[shop.kind] || shop.kind));
        text(tag, words[shop.status === 'paused' ? 'shop.paused' : troubled ? 'shop.bad' : 'shop.good']);
        tag.className = 'tag ' + (shop.status === 'paused' ? 'off' : troubled ? 'stop' : '');
        text(how, health(shop));
        text(refused, isNew(shop.health.lastRefusedAt) ? say('shop.refused', ago(shop.health.lastRefusedAt)) : '');
        text(because, isNew(shop.health.lastFailureAt) && shop.health.lastFailure ? say('shop.because', ago(shop.health.lastFailureAt), shop.health.lastFailure) : '');
        address.field.value = shop.url;
        rates.box.hidden = !shop.ratesUrl;
        rates.field.value = shop.ratesUrl || '';
        text(pause, words[shop.status === 'paused' ? 'shop.resume' : 'shop.pause']);
        all.hidden = !shop.health.failed;
      },
      async look() {
        if (!details.open) {
          return;
        }
        const page = await get(path + '/events?limit=15');
        keep(list, events, page.data, event => event.id, event => eventOf(list, path, event));
        none.hidden = page.data.length > 0;
      }
    };
    return row;
  };

  const colours = { waiting: 'warn', failed: 'stop', ignored: 'off', done: '' };

  const eventOf = (list, path, first) => {
    const element = make(list, 'li');
    const line = make(element, 'div', 'first');
    const topic = make(line, 'span', 'topic');
    const tag = make(line, 'span', 'tag');
    const meta = make(element, 'p', 'meta');
    const when = make(meta, 'time');
    const more = make(meta, 'span');
    const why = make(element, 'p', 'meta why');
    const buttons = make(element, 'p', 'buttons');
    button(buttons, 'quiet', words['events.replay'], async () => {
      await post(path + '/events/' + first.id + '/replay');
      await refresh();
    });
    return {
      element,
      show(event) {
        text(topic, event.topic);
        text(tag, words['event.' + event.state]);
        tag.className = 'tag ' + colours[event.state];
        time(when, event.receivedAt);
        const told = event.orderIds.length;
        text(more, [told ? told === 1 ? words['event.order'] : say('event.orders', told) : '', event.tries > 1 ? say('event.tries', event.tries) : '']
          .filter(Boolean).map(each => ' · ' + each).join(''));
        text(why, event.detail || '');
        buttons.hidden = event.state !== 'failed';
      }
    };
  };

  // ---- held

  /** By the API's names; what they are called in a reason begins with `dropoff.`. */
  const FIELDS = [
    ['name', 'name', ''], ['phone', 'tel', 'tel'], ['line1', 'text', ''], ['line2', 'text', ''],
    ['city', 'text', 'third'], ['postcode', 'text', 'third half'], ['country', 'text', 'third half']
  ];

  const heldOf = first => {
    const path = '/v1/orders/' + first.id;
    const element = make(by('held-rows'), 'li', 'card held');
    const line = make(element, 'div', 'first');
    const title = make(line, 'h3');
    const when = make(line, 'time');
    const reasons = make(element, 'ul', 'reasons');
    const what = make(element, 'p', 'meta');
    const gone = make(element, 'p', 'wrong');
    const acts = make(element, 'div', 'acts');
    const details = make(acts, 'details');
    make(details, 'summary', '', words['held.correct']);
    const form = make(details, 'form');
    form.noValidate = true;
    const grid = make(form, 'div', 'fields');
    const inputs = {};
    const field = (parent, name, type, className) => {
      const label = make(parent, 'label', className, words['held.' + name]);
      const input = make(label, 'input');
      input.type = type === 'tel' ? 'tel' : 'text';
      input.autocomplete = 'off';
      input.dataset.field = name;
      inputs[name] = input;
      return input;
    };
    FIELDS.forEach(([name, type, className]) => field(grid, name, type, className));
    const point = make(grid, 'fieldset');
    make(point, 'legend', '', words['held.point']);
    ['lat', 'lng'].forEach(name => {
      field(point, name, 'text', 'half').inputMode = 'decimal';
    });
    const wrong = make(form, 'p', 'wrong');
    wrong.setAttribute('role', 'alert');
    const send = make(make(form, 'p', 'buttons'), 'button', 'button small', words['held.release']);
    const buttons = make(acts, 'p', 'buttons');

    const dirty = () => Object.values(inputs).some(input => input.value !== input.defaultValue);
    const changed = () => {
      const dropoff = {};
      FIELDS.forEach(([name]) => {
        if (inputs[name].value.trim() !== inputs[name].defaultValue.trim()) {
          dropoff[name] = inputs[name].value.trim() || undefined;
        }
      });
      const { lat, lng } = inputs;
      if (lat.value !== lat.defaultValue || lng.value !== lng.defaultValue) {
        const at = [lat, lng].map(each => each.value.trim() === '' ? NaN : Number(each.value.trim().replace(',', '.')));
        if (at.some(Number.isNaN)) {
          throw new Error(words['held.both']);
        }
        dropoff.location = { lat: at[0], lng: at[1] };
      }
      return Object.keys(dropoff).length ? { dropoff } : {};
    };
    const settle = () => Object.values(inputs).forEach(input => {
      input.defaultValue = input.value;
    });
    const release = async () => {
      const order = await post(path + '/release', changed());
      settle();
      if (order.status === 'held') {
        const still = say('held.still', order.number, order.reasons.map(each => each.message).join(' '));
        text(wrong, still);
        tell(still, true);
        row.show(order);
      } else {
        tell(say('held.released', order.number));
        drop();
      }
      refresh();
    };
    const drop = () => {
      element.remove();
      held.delete(first.id);
      by('held-title').scrollIntoView({ block: 'nearest' });
    };

    form.addEventListener('submit', async event => {
      event.preventDefault();
      text(wrong, '');
      send.disabled = true;
      try {
        await release();
      } catch (failure) {
        text(wrong, failure.message || words.failed);
      } finally {
        send.disabled = false;
      }
    });
    let sure;
    const dismiss = button(buttons, 'quiet', words['held.dismiss'], async () => {
      if (!sure) {
        sure = setTimeout(unsure, 5000);
        text(dismiss, words['held.sure']);
        dismiss.classList.add('stop');
        return;
      }
      unsure();
      const order = await post(path + '/dismiss');
      settle();
      tell(say('held.dismissed', order.number));
      drop();
      refresh();
    });
    const unsure = () => {
      clearTimeout(sure);
      sure = undefined;
      text(dismiss, words['held.dismiss']);
      dismiss.classList.remove('stop');
    };

    const row = {
      element,
      /** Somebody is at it: it stays, and says that it is late. */
      stays() {
        const busy = dirty() || element.contains(document.activeElement) && document.activeElement.tagName === 'INPUT';
        if (busy) {
          text(gone, words['held.gone']);
          element.classList.add('let-be');
          send.disabled = true;
        }
        return busy;
      },
      show(order) {
        text(gone, '');
        element.classList.remove('let-be');
        text(title, order.number + ' · ' + nameOf(order));
        dismiss.setAttribute('aria-label', words['held.dismiss'] + ' ' + order.number);
        time(when, order.createdAt);
        const why = order.reasons.map(each => each.message);
        if (reasons.dataset.shown !== why.join('\n')) {
          reasons.dataset.shown = why.join('\n');
          reasons.replaceChildren();
          why.forEach(each => make(reasons, 'li', '', each));
        }
        const to = order.dropoff || {};
        const goods = order.lines.filter(each => each.isCarried)
          .map(each => each.quantity + ' × ' + each.name);
        text(what, [[to.name, to.line1, to.city, whole(to.postcode)].filter(Boolean).join(', '),
          goods.slice(0, 3).join(', ') + (goods.length > 3 ? ' …' : ''), order.value ? money(order.value) : ''].filter(Boolean).join(' · '));
        const now = { ...to, lat: to.location && String(to.location.lat), lng: to.location && String(to.location.lng) };
        Object.entries(inputs).forEach(([name, input]) => {
          if (input.value === input.defaultValue && input !== document.activeElement) {
            input.defaultValue = input.value = now[name] || '';
          }
          const place = name === 'lat' || name === 'lng' ? 'dropoff.location' : 'dropoff.' + name;
          input.parentElement.classList.toggle('asked', order.reasons.some(each => each.field === place));
        });
      }
    };
    return row;
  };

  const held = new Map();

  // ---- orders

  const orders = new Map();
  const STATUSES = ['all', 'waiting', 'accepted', 'held', 'ignored', 'cancelled', 'dismissed'];
  const LIMITS = [20, 50, 100, 200];
  let filter = 'all';
  let sought = '';
  let limit = 0;

  const chips = STATUSES.map(name => {
    const chip = make(by('chips'), 'button', 'chip', words['status.' + name]);
    chip.type = 'button';
    chip.dataset.filter = name;
    chip.addEventListener('click', () => {
      filter = name;
      limit = 0;
      press();
      refresh();
    });
    return chip;
  });
  const press = () => chips.forEach(chip => chip.setAttribute('aria-pressed', String(chip.dataset.filter === filter)));
  press();

  let typing;
  by('find').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      sought = by('find').value.trim();
      limit = 0;
      refresh();
    }, 300);
  });
  by('more').addEventListener('click', () => {
    limit = Math.min(LIMITS.length - 1, limit + 1);
    refresh();
  });

  const asked = () => '/v1/orders?limit=' + LIMITS[limit]
    + (filter === 'all' ? '' : '&status=' + filter)
    + (sought ? '&number=' + encodeURIComponent(sought) : '');

  const bad = ['failed', 'expired', 'returning', 'returned'];

  const orderOf = () => {
    const element = make(by('orders'), 'li');
    const name = make(element, 'span', 'name');
    const tag = make(element, 'span', 'tag');
    const meta = make(element, 'span', 'meta');
    const end = make(element, 'span', 'end');
    const link = make(end, 'a', '', words.follow);
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    const when = make(end, 'time');
    const why = make(element, 'span', 'why');
    return {
      element,
      show(order) {
        text(name, order.number);
        const delivery = order.status === 'accepted' && order.deliveryStatus;
        text(tag, delivery ? words['delivery.' + delivery] || delivery : words['status.' + order.status]);
        tag.className = 'tag ' + (delivery ? bad.includes(delivery) ? 'stop' : delivery === 'pending' ? 'warn' : ''
          : { held: 'warn', waiting: 'warn', accepted: '' }[order.status] ?? 'off');
        text(meta, [nameOf(order), order.dropoff && [order.dropoff.name, whole(order.dropoff.postcode)].filter(Boolean).join(', ')].filter(Boolean).join(' · '));
        const page = order.trackingUrl ? new URL(order.trackingUrl, location.href) : undefined;
        link.hidden = !page || !/^https?:$/.test(page.protocol);
        if (page) {
          link.href = page.href;
        }
        link.setAttribute('aria-label', say('follow.of', order.number));
        time(when, order.createdAt);
        text(why, order.reasons.map(each => each.message).join(' '));
      }
    };
  };

  // ---- files

  const jobs = new Map();

  const jobOf = first => {
    const element = make(by('import-rows'), 'li');
    const line = make(element, 'div', 'first');
    const counts = make(line, 'span', 'name');
    const when = make(line, 'time');
    const bar = make(element, 'progress');
    const meta = make(element, 'p', 'meta');
    const buttons = make(element, 'p', 'buttons');
    button(buttons, 'quiet', words['imports.errors'], () => save('/v1/imports/' + first.id + '/errors', 'refused-' + first.id + '.csv'));
    return {
      element,
      show(job) {
        const done = job.accepted + job.unchanged + job.refused;
        const rows = Math.max(job.rows || 0, done);
        text(counts, say('imports.progress', done.toLocaleString(language), rows.toLocaleString(language)));
        when.hidden = !job.createdAt;
        if (job.createdAt) {
          time(when, job.createdAt);
        }
        bar.max = Math.max(1, rows);
        bar.value = done;
        bar.setAttribute('aria-label', counts.textContent);
        text(meta, say('imports.counts', job.accepted.toLocaleString(language), job.unchanged.toLocaleString(language), job.refused.toLocaleString(language)));
        buttons.hidden = !job.refused;
      }
    };
  };

  by('import-form').addEventListener('submit', async event => {
    event.preventDefault();
    const file = by('file').files[0];
    text(by('import-wrong'), '');
    if (!file) {
      return;
    }
    const send = by('import-form').querySelector('button');
    send.disabled = true;
    try {
      await call('POST', '/v1/imports', { body: file, type: 'text/csv' });
      by('import-form').reset();
      tell(words['imports.taken']);
      await refresh();
    } catch (failure) {
      text(by('import-wrong'), failure.message || words.failed);
    } finally {
      send.disabled = false;
    }
  });
  by('template').addEventListener('click', () => save('/v1/imports/template', 'orders.csv').catch(failure => text(by('import-wrong'), failure.message)));

  // ---- news

  const line = kind => {
    by('line').className = 'line ' + kind;
    text(by('line'), words[kind] || '');
  };

  let round = 0;
  let next;

  /** A page without files is one whose service has none yet. */
  const imports = () => get('/v1/imports?limit=10').catch(failure => {
    if (failure.status === 404) {
      return undefined;
    }
    throw failure;
  });

  const refresh = async () => {
    const mine = ++round;
    clearTimeout(next);
    const using = key;
    let wait = EVERY;
    try {
      const [connected, needing, sold, files] = await Promise.all([
        get('/v1/connections?limit=100'), get('/v1/orders?status=held&limit=50'), get(asked()), imports()]);
      if (mine !== round || key !== using) {
        return;
      }
      enter();
      keep(by('shops'), shops, connected.data, each => each.id, shopOf);
      by('shops-none').hidden = connected.data.length > 0;
      keep(by('held-rows'), held, needing.data, each => each.id, heldOf, row => row.stays());
      by('held-none').hidden = held.size > 0;
      text(by('held-count'), needing.data.length ? needing.data.length + (needing.nextCursor ? '+' : '') : '');
      document.title = (needing.data.length ? '(' + needing.data.length + ') ' : '') + words.title + ' · Orkestro';
      keep(by('orders'), orders, sold.data, each => each.id, orderOf);
      by('orders-none').hidden = sold.data.length > 0;
      text(by('orders-none'), words[filter === 'all' && !sought ? 'orders.none' : 'orders.nomatch']);
      by('more').hidden = !sold.nextCursor || limit === LIMITS.length - 1;
      by('imports').hidden = !files;
      if (files) {
        keep(by('import-rows'), jobs, files.data, each => each.id, jobOf);
      }
      await Promise.all([...shops.values()].map(shop => shop.look()));
      line('live');
    } catch (failure) {
      if (mine !== round || !key) {
        return;
      }
      wait = 3 * EVERY;
      line('lost');
      if (by('board').hidden) {
        text(by('wrong'), failure.status ? failure.message : words.lost);
      }
    }
    if (mine === round && key) {
      next = setTimeout(() => document.hidden || refresh(), wait);
    }
  };
  document.addEventListener('visibilitychange', () => !document.hidden && key && refresh());

  // ---- door

  const enter = () => {
    if (by('board').hidden) {
      sessionStorage.setItem(KEY, key);
      by('key').value = '';
      text(by('wrong'), '');
      by('door').hidden = true;
      by('head').hidden = false;
      by('board').hidden = false;
      by('held-title').focus({ preventScroll: true });
    }
  };

  const leave = why => {
    key = undefined;
    round++;
    clearTimeout(next);
    sessionStorage.removeItem(KEY);
    [shops, held, orders, jobs].forEach(rows => {
      rows.forEach(row => row.element.remove());
      rows.clear();
    });
    text(by('said'), '');
    by('door').hidden = false;
    by('head').hidden = true;
    by('board').hidden = true;
    text(by('wrong'), why || '');
    by('key').focus();
  };

  by('key-form').addEventListener('submit', event => {
    event.preventDefault();
    const entered = by('key').value.trim();
    text(by('wrong'), '');
    if (/^[\x21-\x7e]+$/.test(entered)) {
      key = entered;
      refresh();
    } else {
      text(by('wrong'), words['key.wrong']);
    }
  });
  by('forget').addEventListener('click', () => leave());

  key = sessionStorage.getItem(KEY) || undefined;
  if (key) {
    refresh();
  } else {
    by('key').focus();
  }
})();
