package io.orkestro.marketplace.account;

import io.orkestro.marketplace.adapter.CourierAccount;
import io.orkestro.marketplace.adapter.CourierProvider;

/** A courier that can be called: how, and with which account. */
public record Connected(CourierProvider provider, CourierAccount account) {}
