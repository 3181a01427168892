/* What both pages' maps have in common. Tiles only where the installation names some: else a plain ground, and nothing is loaded. */
(() => {
  'use strict';

  const glyphs = {
    store: '<path d="M4 9.5V20h16V9.5M3 5h18l1 4.5a2.6 2.6 0 0 1-5 0 2.6 2.6 0 0 1-5 0 2.6 2.6 0 0 1-5 0 2.6 2.6 0 0 1-5 0Z"/>',
    home: '<path d="m3 11 9-8 9 8M6 9v11h12V9"/>',
    courier: '<path d="M12 3v18M5 10l7-7 7 7"/>'
  };

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
    element.setAttribute('role', 'region');
    element.setAttribute('aria-label', words['map.label']);
    return map;
  };

  const pin = (kind, size, name) => L.marker([0, 0], {
    interactive: false,
    keyboard: false,
    zIndexOffset: kind === 'courier' ? 1000 : 0,
    alt: name,
    icon: L.divIcon({
      className: 'pin pin-' + kind,
      iconSize: [size, size],
      html: `<svg viewBox="0 0 24 24" aria-hidden="true">${glyphs[kind]}</svg>`
    })
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

  const stopGliding = map => map.on('zoomstart movestart', () => {
    map.getContainer().querySelectorAll('.gliding').forEach(icon => icon.classList.remove('gliding'));
  });

  window.OrkestroMap = { create, pin, glide, stopGliding };
})();
