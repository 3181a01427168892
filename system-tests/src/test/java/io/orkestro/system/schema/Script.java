package io.orkestro.system.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Flyway script, and what of it would get in the way of an application that was built before it. */
final class Script {

    private static final Pattern CONTRACTS = Pattern.compile("(?m)^-- contracts (\\S+)");
    private static final Pattern PIECE = Pattern.compile("'[^']*'|\\$\\$.*?\\$\\$|--[^\\n]*|[^'$-]+|.", Pattern.DOTALL);
    private static final Pattern NEW_TABLE =
            Pattern.compile("create (?:unlogged )?table (?:if not exists )?(\\S+?)[ (].*");
    private static final Pattern INDEX = Pattern.compile(
            "create (unique )?index (?:concurrently )?(?:if not exists )?(?:\\S+ )?on (?:only )?(\\S+?)[ (].*");
    private static final Pattern ALTERED = Pattern.compile("alter table (?:if exists )?(?:only )?(\\S+) (.*)");
    private static final Pattern OF_A_TABLE = Pattern.compile(
            "(?:insert into|update|delete from|truncate(?: table)?|drop table(?: if exists)?) (\\S+).*");
    private static final Pattern HARMLESS = Pattern.compile(
            "(?:insert into|update|grant|comment on|create (?:sequence|type|view|function|schema|extension)) .*");
    private static final Pattern HARMLESS_ALTERATION = Pattern.compile(
            "set \\(.*|alter (?:column )?\\S+ (?:drop not null|set default .*|set statistics .*|set storage .*)");
    private static final Pattern NEW_COLUMN =
            Pattern.compile("add (?:column )?(?!constraint|primary|unique|foreign|check|exclude).*");

    private final String text;

    Script(String text) {
        this.text = text;
    }

    /** The file name of the released script after which nobody uses what this one takes away. */
    Optional<String> contracts() {
        Matcher matcher = CONTRACTS.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Each statement that an application may not survive which knows the schema as it was; what is not known is one. */
    List<String> dangers() {
        Set<String> born = new HashSet<>();
        List<String> dangers = new ArrayList<>();
        for (String statement : statements()) {
            Matcher table = NEW_TABLE.matcher(statement);
            if (table.matches()) {
                born.add(table.group(1));
            } else if (!isHarmless(statement, born)) {
                dangers.add(statement);
            }
        }
        return dangers;
    }

    private static boolean isHarmless(String statement, Set<String> born) {
        Matcher index = INDEX.matcher(statement);
        if (index.matches()) {
            // What is unique from now on, somebody may still write twice.
            return index.group(1) == null || born.contains(index.group(2));
        }
        Matcher altered = ALTERED.matcher(statement);
        if (altered.matches()) {
            return born.contains(altered.group(1))
                    || actions(altered.group(2)).stream().allMatch(Script::isHarmlessAlteration);
        }
        Matcher ofATable = OF_A_TABLE.matcher(statement);
        if (ofATable.matches() && born.contains(ofATable.group(1))) {
            return true;
        }
        return HARMLESS.matcher(statement).matches();
    }

    /** A column that must have a value needs one for rows of those who do not know it. */
    private static boolean isHarmlessAlteration(String action) {
        if (NEW_COLUMN.matcher(action).matches()) {
            boolean mustHave = action.contains(" not null") || action.contains(" primary key");
            boolean hasOne = action.contains(" default ") || action.contains(" generated ");
            return (!mustHave || hasOne) && !action.contains(" unique") && !action.contains(" check");
        }
        return HARMLESS_ALTERATION.matcher(action).matches();
    }

    /** Without comments, in one line each and lower case; texts and bodies of functions are left out. */
    List<String> statements() {
        StringBuilder bare = new StringBuilder();
        Matcher pieces = PIECE.matcher(text);
        while (pieces.find()) {
            String piece = pieces.group();
            if (piece.startsWith("'") && piece.length() > 1) {
                bare.append("''");
            } else if (piece.startsWith("$$") && piece.length() > 2) {
                bare.append("$$");
            } else if (!piece.startsWith("--")) {
                bare.append(piece);
            }
        }
        return List.of(bare.toString().toLowerCase(Locale.ROOT).split(";")).stream()
                .map(statement -> statement.strip().replaceAll("\\s+", " "))
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** Split at commas, except for those within brackets. */
    private static List<String> actions(String all) {
        List<String> actions = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < all.length(); at++) {
            switch (all.charAt(at)) {
                case '(' -> depth++;
                case ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        actions.add(all.substring(from, at).strip());
                        from = at + 1;
                    }
                }
                default -> {}
            }
        }
        actions.add(all.substring(from).strip());
        return actions;
    }
}
