/* What both pages' maps have in common. Tiles only where the installation names some: else a plain ground, and nothing is loaded. */
(() => {
  'use strict';

  const glyphs = {
    store: '<path d="M4 9.5V20h16V9.5M3 5h18l1 4.5a2.6 2.6 0 0 1-5 0 2.6 2.6 0 0 1-5 0 2.6 2.6 0 0 1-5 0 2.6 2.6 0 0 1-5 0Z"/>',
    home: '<path d="m3 11 9-8 9 8M6 9v11h12V9"/>',
    foot: '<circle cx="13" cy="4.5" r="1.75"/><path d="m8.5 21 2.75-6-2.25-3.25L12.75 8l2 3 3 1.25M13.25 14.5 15.5 21M7 13l2-3.5"/>',
    bike: '<circle cx="5.5" cy="16" r="3.75"/><circle cx="18.5" cy="16" r="3.75"/><path d="M5.5 16 9.5 8.5h6l3 7.5M9.5 8.5 13 16l2.5-7.5M8 6h3M15 5.5h2.5"/>',
    car: '<path d="M3.5 17.5v-4.25L6 7.5h12l2.5 5.75v4.25ZM3.5 13h17M6.5 17.5v2M17.5 17.5v2"/>',
    van: '<path d="M4.5 17H2.75V6.5h11V17M13.75 9.5h4l3.5 4V17h-1.75M9.5 17h5"/><circle cx="7" cy="17.25" r="2.25"/><circle cx="17" cy="17.25" r="2.25"/>',
    courier: '<circle cx="12" cy="12" r="4" fill="currentColor"/>'
  };

  const vehicles = { foot: 'foot', bike: 'bike', cargo_bike: 'bike', moto: 'bike', car: 'car', van: 'van' };

  const escape = text => text.replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');

  const attribution = data => {
    const by = escape(data.tilesAttribution || '');
    return data.tilesAttributionUrl ? `<a href="${escape(data.tilesAttributionUrl)}" rel="noopener">${by}</a>` : by;
  };

  /**
   * @param {HTMLElement} element whose data- attributes may name tiles
   * @param {HTMLElement} settings likewise
   */
  const create = (element, settings, words) => {
    const touch = matchMedia('(pointer: coarse)').matches;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const map = L.map(element, {
      attributionControl: false,
      zoomControl: false,
      // One finger scrolls the page, two move the map; a wheel scrolls the page, too, where there is one.
      dragging: !touch || settings.dataset.ownsScreen !== undefined,
      scrollWheelZoom: settings.dataset.ownsScreen !== undefined,
      zoomAnimation: !calm,
      fadeAnimation: !calm,
      markerZoomAnimation: !calm,
      inertia: !calm,
      maxZoom: 18,
      minZoom: 2,
      zoomSnap: .25,
      worldCopyJump: true
    });
    L.control.zoom({ position: 'topleft', zoomInTitle: words['zoom.in'], zoomOutTitle: words['zoom.out'] }).addTo(map);
    L.control.scale({ position: 'bottomleft', imperial: false }).addTo(map);
    if (settings.dataset.tiles) {
      L.control.attribution({ prefix: false }).addTo(map);
      L.tileLayer(settings.dataset.tiles, {
        maxZoom: 18,
        attribution: attribution(settings.dataset),
        referrerPolicy: 'strict-origin'
      }).addTo(map);
    }
    map.on('zoomstart movestart', () => {
      element.querySelectorAll('.gliding').forEach(icon => icon.classList.remove('gliding'));
    });
    map.on('zoomstart', () => {
      map.zooming = true;
    });
    map.on('zoomend', () => {
      map.zooming = false;
    });
    element.setAttribute('role', 'region');
    element.setAttribute('aria-label', words['map.label']);
    return map;
  };

  const picture = (kind, size, vehicle) => L.divIcon({
    className: 'pin pin-' + kind,
    iconSize: [size, size],
    html: `<svg viewBox="0 0 24 24" aria-hidden="true">${glyphs[vehicles[vehicle] || kind]}</svg>`
  });

  const pin = (kind, size, vehicle) => L.marker([0, 0], {
    interactive: false,
    keyboard: false,
    zIndexOffset: kind === 'courier' ? 1000 : 0,
    icon: picture(kind, size, vehicle)
  });

  /** Moves a marker as the eye expects it; jumps where the map is just being zoomed. */
  const glide = (marker, place) => {
    const icon = marker.getElement();
    if (icon) {
      icon.classList.add('gliding');
      clearTimeout(marker.glides);
      marker.glides = setTimeout(() => icon.classList.remove('gliding'), 1100);
    }
    marker.setLatLng(place);
  };

  /** Leaflet forgets where to look next while it is still zooming. */
  const look = (map, points, options) => {
    const go = () => map.fitBounds(L.latLngBounds(points), { ...options, animate: map.options.zoomAnimation && options.animate !== false });
    if (map.lookNext) {
      map.off('zoomend', map.lookNext);
    }
    if (map.zooming) {
      map.lookNext = () => {
        map.off('zoomend', map.lookNext);
        setTimeout(go);
      };
      map.on('zoomend', map.lookNext);
    } else {
      go();
    }
  };

  window.OrkestroMap = { create, pin, picture, glide, look };
})();
