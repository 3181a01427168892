package io.orkestro.platform.handover;

import io.orkestro.platform.routing.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One random history of one id on two sides that obey {@link OwnershipRules} and nothing else: requests reach either side
 * at any moment, claims and answers are lost, late or doubled, messages come in any order, some twice. A crash before a
 * commit is a step that did not happen; a crash after it is an answer that was lost.
 */
final class History {

    /** What is taken away, to see whether the model notices; and what is allowed on top. */
    enum Mode {
        FULL,
        WITHOUT_HANDED_OVER,
        WITHOUT_FENCES,
        WITHOUT_RECHECK,
        /** Nobody says when it last owned what it gives. */
        WITHOUT_LAST_OWNED,
        /** Creates go on where the other side does not answer. */
        CREATES_GO_ON,
        /** The same, and nobody remembers that its birth was unanswered. */
        CREATES_GO_ON_UNMARKED
    }

    private final Mode mode;
    private final SplittableRandom random;
    private final Map<Side, Node> nodes = new EnumMap<>(Side.class);
    private final List<Runnable> wires = new ArrayList<>();
    private final List<Runnable> messages = new ArrayList<>();
    private final Set<Integer> accepted = new TreeSet<>();
    /** What was loaded onto it: carried along, and not counted by the sequence. */
    private final Set<Integer> loaded = new TreeSet<>();

    private final List<String> story = new ArrayList<>();
    private final Set<Integer> birthChanges = new TreeSet<>();
    private int births;
    private int changes;
    private long lastSequence;
    private int gaveWay;
    private int lostOfTwo;
    private int claims;

    History(long seed, Mode mode) {
        this.mode = mode;
        this.random = new SplittableRandom(seed);
        for (Side side : Side.values()) {
            nodes.put(side, new Node(side));
        }
    }

    int births() {
        return births;
    }

    int claims() {
        return claims;
    }

    /** Of two births' later changes, those that the one owner at the end does not have. */
    boolean lostOfTwo() {
        return lostOfTwo > 0;
    }

    boolean listed() {
        return gaveWay > 0;
    }

    /** @throws AssertionError with the story where a promise was broken */
    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
            atMostOneOwner();
        }
        wires.clear();
        while (!messages.isEmpty()) {
            take(messages).run();
            atMostOneOwner();
        }
        atRest();
    }

    private void step() {
        int what = random.nextInt(10);
        if (what < 3) {
            if (random.nextInt(4) == 0) {
                node(anySide()).reads();
            } else {
                node(anySide()).request(random.nextInt(3) == 0);
            }
        } else if (what < 7 && !wires.isEmpty()) {
            Runnable arrival = take(wires);
            int fate = random.nextInt(10);
            if (fate < 2) {
                story.add("lost on the wire");
            } else {
                arrival.run();
                if (fate < 4) {
                    wires.add(arrival);
                }
            }
        } else if (!messages.isEmpty()) {
            Runnable arrival = take(messages);
            arrival.run();
            if (random.nextInt(5) == 0) {
                messages.add(arrival);
            }
        }
    }

    private Runnable take(List<Runnable> from) {
        return from.remove(random.nextInt(from.size()));
    }

    private Side anySide() {
        return random.nextBoolean() ? Side.MONOLITH : Side.SERVICE;
    }

    private Node node(Side side) {
        return Objects.requireNonNull(nodes.get(side));
    }

    private void atMostOneOwner() {
        long owners = nodes.values().stream()
                .filter(node -> node.standing.isOf(node.self))
                .count();
        if (owners > 1 && !createsGoOn()) {
            throw failed("two owners");
        }
        if (births > 1 && !createsGoOn()) {
            throw failed("born twice");
        }
    }

    private boolean createsGoOn() {
        return mode == Mode.CREATES_GO_ON || mode == Mode.CREATES_GO_ON_UNMARKED;
    }

    private void atRest() {
        if (births == 0) {
            return;
        }
        List<Node> owners = nodes.values().stream()
                .filter(node -> node.standing.born() && node.standing.isOf(node.self))
                .toList();
        if (owners.size() != 1) {
            throw failed("%d owners once all messages were in".formatted(owners.size()));
        }
        Node owner = owners.getFirst();
        if (births == 1 && !owner.data.equals(accepted)) {
            throw failed("accepted %s, kept %s".formatted(accepted, owner.data));
        }
        if (births == 1 && !owner.load.equals(loaded)) {
            throw failed("loaded %s, carries %s".formatted(loaded, owner.load));
        }
        Node other = node(owner.self.other());
        if (births == 1 && !other.data.equals(owner.data)) {
            throw failed("the replica has %s, the owner %s".formatted(other.data, owner.data));
        }
        Set<Integer> lost = new TreeSet<>(accepted);
        lost.removeAll(owner.data);
        lost.removeAll(birthChanges);
        lostOfTwo = lost.size();
    }

    private AssertionError failed(String what) {
        return new AssertionError(what + "\n  " + String.join("\n  ", story) + "\n  " + nodes.values());
    }

    /** One side: its row or fence, and what requests do to it. Each method that changes it is one transaction. */
    private final class Node {

        private final Side self;
        private final OwnershipRules rules;
        private Standing standing = Standing.UNKNOWN;
        private Set<Integer> data = new TreeSet<>();
        private Set<Integer> load = new TreeSet<>();
        private long gaveUp;
        private long bornAlone;
        private int open;

        Node(Side self) {
            this.self = self;
            this.rules = new OwnershipRules(self);
        }

        void request(boolean creates) {
            open++;
            if (creates) {
                create(0, false);
            } else {
                write(0);
            }
        }

        private void write(int tries) {
            if (standing.born() && standing.isOf(self)) {
                if (random.nextInt(3) == 0) {
                    loads();
                } else {
                    standing = Standing.row(standing.epoch(), standing.sequence() + 1);
                    accept("changes it");
                }
            } else if (tries < 3) {
                claim(false, () -> write(tries + 1));
            } else {
                open--;
            }
        }

        /** Asks first, unless the other side is at rest and all that it said was heard. */
        private void create(int tries, boolean asked) {
            if (standing.born()) {
                open--;
                return;
            }
            boolean proven = node(self.other()).open == 0 && wires.isEmpty() && messages.isEmpty();
            if (!asked && !proven) {
                if (createsGoOn() && random.nextInt(3) == 0) {
                    born(true, tries);
                } else {
                    claim(true, () -> create(tries + 1, true));
                }
                return;
            }
            born(false, tries);
        }

        private void born(boolean alone, int tries) {
            OptionalLong epoch = rules.birth(standing, alone);
            if (epoch.isPresent()) {
                standing = Standing.row(epoch.getAsLong(), 1);
                births++;
                birthChanges.add(changes + 1);
                if (alone && mode != Mode.CREATES_GO_ON_UNMARKED) {
                    bornAlone = epoch.getAsLong();
                }
                accept("gives birth");
            } else if (tries < 3) {
                claim(true, () -> create(tries + 1, true));
            } else {
                open--;
            }
        }

        private void accept(String what) {
            int change = ++changes;
            data = with(data, change);
            accepted.add(change);
            if (births == 1 && standing.sequence() != lastSequence + 1) {
                throw failed("sequence %d after %d".formatted(standing.sequence(), lastSequence));
            }
            lastSequence = standing.sequence();
            open--;
            story.add("%s %s: %s".formatted(self, what, standing));
            publish();
        }

        private void publish() {
            Standing said = standing;
            Set<Integer> snapshot = data;
            messages.add(() -> node(self.other()).hears(said, snapshot));
        }

        /** As a courier is booked: told by an event of its own. */
        private void loads() {
            int change = ++changes;
            load = with(load, change);
            loaded.add(change);
            open--;
            story.add("%s loads %d: %s".formatted(self, change, standing));
            messages.add(() -> node(self.other()).hearsOfLoad(change));
        }

        private long lastOwned() {
            return standing.born() && standing.isOf(self) ? standing.epoch() : gaveUp;
        }

        private void hearsOfLoad(int change) {
            if (standing.born()) {
                load = with(load, change);
            }
        }

        /** A read asks the other side for its snapshot; what that gave up to the reader it adopts. */
        void reads() {
            if (!(standing.born() && standing.isOf(self))) {
                wires.add(() -> node(self.other()).shown());
            }
        }

        private void shown() {
            Standing said = standing;
            Set<Integer> snapshot = data;
            Set<Integer> burden = load;
            long lastOwned = lastOwned();
            if (!said.born()) {
                return;
            }
            wires.add(() -> {
                Node reader = node(self.other());
                if (said.isOf(reader.self)) {
                    reader.adopts(said.epoch(), said.sequence(), snapshot, burden, false, lastOwned);
                } else {
                    reader.hears(said, snapshot);
                }
            });
        }

        private void claim(boolean creates, Runnable then) {
            long known = standing.epoch();
            claims++;
            wires.add(() -> node(self.other()).claimed(known, creates, then));
        }

        private void claimed(long known, boolean creates, Runnable then) {
            boolean fences = creates && mode != Mode.WITHOUT_FENCES;
            OwnershipRules.Surrender surrender = rules.claimed(standing, known, fences);
            Set<Integer> snapshot = data;
            Set<Integer> burden = load;
            long sequence = standing.sequence();
            long lastOwned = lastOwned();
            gaveUp = lastOwned;
            switch (surrender.change()) {
                case NONE -> {}
                case FENCE -> standing = Standing.fence(surrender.epoch());
                case GIVE_UP -> {
                    standing = Standing.row(surrender.epoch(), sequence);
                    if (mode != Mode.WITHOUT_HANDED_OVER) {
                        messages.add(() -> node(self.other())
                                .adopts(surrender.epoch(), sequence, snapshot, burden, false, lastOwned));
                    }
                }
            }
            story.add("%s is asked, knowing %d: %s".formatted(self, known, surrender));
            wires.add(() -> {
                node(self.other()).adopts(surrender.epoch(), sequence, snapshot, burden, surrender.vacant(), lastOwned);
                if (mode == Mode.WITHOUT_RECHECK && creates && surrender.vacant()) {
                    node(self.other()).bornUnchecked();
                }
                then.run();
            });
        }

        /** What a create would do that trusts the answer instead of looking under the lock. */
        private void bornUnchecked() {
            standing = Standing.row(Epochs.nextOf(self, standing.epoch()), 1);
            births++;
            accept("gives birth unchecked");
        }

        private void adopts(
                long epoch,
                long sequence,
                @Nullable Set<Integer> snapshot,
                Set<Integer> burden,
                boolean vacant,
                long lastOwned) {
            if (epoch > 0 && !vacant && rules.bornTwice(standing, bornAlone, epoch, sequence)) {
                gaveWay++;
            }
            long theyLastOwned = mode == Mode.WITHOUT_LAST_OWNED ? Long.MAX_VALUE : lastOwned;
            OwnershipRules.Adoption adoption = epoch == 0
                    ? OwnershipRules.Adoption.IGNORE
                    : rules.handedOver(standing, lastOwned(), epoch, sequence, vacant, theyLastOwned);
            switch (adoption) {
                case IGNORE -> {}
                case FENCE -> standing = Standing.fence(epoch);
                case TAKE -> {
                    standing = Standing.row(epoch, sequence);
                    data = Objects.requireNonNull(snapshot);
                    load = burden;
                }
                case KEEP_OURS -> {
                    standing = Standing.row(epoch, standing.sequence());
                    publish();
                }
            }
            story.add("%s gets %d/%d: %s, %s".formatted(self, epoch, sequence, adoption, standing));
        }

        private void hears(Standing said, Set<Integer> snapshot) {
            OwnershipRules.Replication replication = rules.heard(standing, said.epoch(), said.sequence());
            switch (replication) {
                case IGNORE -> {
                    if (Epochs.ownerOf(said.epoch()) != self
                            && rules.bornTwice(standing, bornAlone, said.epoch(), said.sequence())) {
                        gaveWay++;
                    }
                }
                case KEEP -> {
                    standing = Standing.row(Math.max(said.epoch(), standing.epoch()), said.sequence());
                    data = snapshot;
                }
                case GIVE_WAY -> {
                    gaveWay++;
                    standing = said;
                    data = snapshot;
                }
                case NOT_MERGED -> gaveWay++;
            }
            story.add("%s hears %s: %s, %s".formatted(self, said, replication, standing));
        }

        @Override
        public String toString() {
            return "%s %s %s".formatted(self, standing, data);
        }
    }

    private static Set<Integer> with(Set<Integer> data, int change) {
        Set<Integer> more = new TreeSet<>(data);
        more.add(change);
        return more;
    }
}
