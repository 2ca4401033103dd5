package dev.pomona.service.reindex;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Options of the indexer under the names of docs/indexer.md. Null for the configured value, else the indexer's default.
 *
 * @param include globs of the photos to take
 * @param exclude globs of photos to leave out
 * @param labelFrom where a photo's label is written: {@code parent}, {@code grandparent} or {@code csv:FILE}
 * @param perLabel most photos of a label
 * @param groupFrom regular expression that tells which photos were taken together
 * @param heldOutShare share of each label's photos to hold out where no folder is, 0 to 0.9
 * @param precision share of the RECOGNISED answers that must be right, 0.5 to 1
 * @param views views of an indexed photo, 1 or 4
 * @param queryViews views of a query photo, 1 or 4
 * @param variance share of the variance that the components explain, 0.01 to 1
 * @param components number of components, from 1 to the features of the network
 * @param discriminant {@code lda} or {@code none}
 * @param shrinkage of the discriminant, 0 to 1
 * @param margin loss of accuracy that is tolerated, 0 to 1
 * @param maxRejectShare share of rejects beyond which the run fails, 0 to 1
 * @param exemplars pictures of each label to publish, 0 to 10
 * @param exemplarsFrom locations, named as those of the photos, or globs of the photos that may be shown
 * @param keep how many versions to keep
 */
record ReindexParameters(
        @Nullable List<String> include,
        @Nullable List<String> exclude,
        @Nullable String labelFrom,
        @Nullable Integer perLabel,
        @Nullable String groupFrom,
        @Nullable Double heldOutShare,
        @Nullable Double precision,
        @Nullable Integer views,
        @Nullable Integer queryViews,
        @Nullable Double variance,
        @Nullable Integer components,
        @Nullable String discriminant,
        @Nullable Double shrinkage,
        @Nullable Double margin,
        @Nullable Double maxRejectShare,
        @Nullable Integer exemplars,
        @Nullable List<String> exemplarsFrom,
        @Nullable Integer keep) {

    static final ReindexParameters NONE = new ReindexParameters(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    private static final Pattern LABEL_RULE = Pattern.compile("parent|grandparent|csv:.+");

    /** The table that labels are read from, if they are. */
    static final String TABLE = "csv:";

    /** Returns these parameters, and for those that are not given the ones of another record. */
    ReindexParameters orElse(ReindexParameters others) {
        return new ReindexParameters(
                or(include, others.include),
                or(exclude, others.exclude),
                or(labelFrom, others.labelFrom),
                or(perLabel, others.perLabel),
                or(groupFrom, others.groupFrom),
                or(heldOutShare, others.heldOutShare),
                or(precision, others.precision),
                or(views, others.views),
                or(queryViews, others.queryViews),
                or(variance, others.variance),
                or(components, others.components),
                or(discriminant, others.discriminant),
                or(shrinkage, others.shrinkage),
                or(margin, others.margin),
                or(maxRejectShare, others.maxRejectShare),
                or(exemplars, others.exemplars),
                or(exemplarsFrom, others.exemplarsFrom),
                or(keep, others.keep));
    }

    private static <T> @Nullable T or(@Nullable T value, @Nullable T other) {
        return value == null ? other : value;
    }

    /**
     * Checks what the indexer would refuse.
     *
     * @throws ProblemException {@link Problem#INVALID_FIELD} with the name of the field
     */
    void requireValid() {
        each("include", include, FileSystems.getDefault()::getPathMatcher, "glob:");
        each("exclude", exclude, FileSystems.getDefault()::getPathMatcher, "glob:");
        require("labelFrom", labelFrom, LABEL_RULE.asMatchPredicate(), "parent, grandparent or csv:FILE");
        atLeastOne("perLabel", perLabel);
        require("groupFrom", groupFrom, ReindexParameters::groups, "a regular expression with a group");
        within("heldOutShare", heldOutShare, 0, 0.9);
        within("precision", precision, 0.5, 1);
        require("views", views, value -> value == 1 || value == 4, "1 or 4");
        require("queryViews", queryViews, value -> value == 1 || value == 4, "1 or 4");
        within("variance", variance, 0.01, 1);
        atLeastOne("components", components);
        require("discriminant", discriminant, value -> value.equals("lda") || value.equals("none"), "lda or none");
        within("shrinkage", shrinkage, 0, 1);
        within("margin", margin, 0, 1);
        within("maxRejectShare", maxRejectShare, 0, 1);
        within("exemplars", exemplars == null ? null : exemplars.doubleValue(), 0, 10);
        atLeastOne("keep", keep);
    }

    private static boolean groups(String expression) {
        try {
            return Pattern.compile(expression).matcher("").groupCount() > 0;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static void each(String field, @Nullable List<String> globs, Consumer<String> compile, String syntax) {
        for (String glob : globs == null ? List.<String>of() : globs) {
            try {
                compile.accept(syntax + glob);
            } catch (IllegalArgumentException e) {
                throw invalid(field, "a list of globs; '%s' is none".formatted(glob));
            }
        }
    }

    private static void atLeastOne(String field, @Nullable Integer value) {
        require(field, value, given -> given >= 1, "at least 1");
    }

    private static void within(String field, @Nullable Double value, double least, double most) {
        require(field, value, given -> given >= least && given <= most, "from %s to %s".formatted(least, most));
    }

    private static <T> void require(String field, @Nullable T value, Predicate<T> valid, String form) {
        if (value != null && !valid.test(value)) {
            throw invalid(field, form);
        }
    }

    private static ProblemException invalid(String field, String form) {
        String name = "parameters." + field;
        return new ProblemException(
                Problem.INVALID_FIELD, "%s must be %s.".formatted(name, form), Map.of("field", name));
    }

    /** Returns the options of the indexer's command line. */
    List<String> toOptions() {
        List<String> options = new ArrayList<>();
        addAll(options, "--include", include);
        addAll(options, "--exclude", exclude);
        add(options, "--label-from", labelFrom);
        add(options, "--per-label", perLabel);
        add(options, "--group-from", groupFrom);
        add(options, "--held-out-share", heldOutShare);
        add(options, "--precision", precision);
        add(options, "--views", views);
        add(options, "--query-views", queryViews);
        add(options, "--variance", variance);
        add(options, "--components", components);
        add(options, "--discriminant", discriminant);
        add(options, "--shrinkage", shrinkage);
        add(options, "--margin", margin);
        add(options, "--max-reject-share", maxRejectShare);
        add(options, "--exemplars", exemplars);
        addAll(options, "--exemplars-from", exemplarsFrom);
        add(options, "--keep", keep);
        return options;
    }

    private static void addAll(List<String> options, String name, @Nullable List<String> values) {
        Consumer<String> addOne = value -> options.add(name + "=" + value);
        if (values != null) {
            values.forEach(addOne);
        }
    }

    private static void add(List<String> options, String name, @Nullable Object value) {
        if (value != null) {
            options.add(name + "=" + value);
        }
    }
}
