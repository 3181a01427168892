package io.orkestro.dispatch.intake;

import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * One order of a shop's and what becomes of it.
 *
 * @param change to what that kind of shop usually sends
 * @param code of its first reason; empty where there is none
 */
record Case(String name, Consumer<ObjectNode> change, String status, String code) {

    @Override
    public String toString() {
        return name;
    }
}
