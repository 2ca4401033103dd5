package dev.pomona.indexer;

import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.parameters.NamedFolder;
import dev.pomona.indexer.photos.LabelRule;
import dev.pomona.model.index.Violation;
import dev.pomona.model.store.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Parameters of a run, with the usual values for what a test does not care about. */
public final class TestParameters {

    /** Stores of indexes in folders. */
    public static final Stores FOLDERS = new Stores(location -> {
        throw new AssertionError("not in a folder: " + location);
    });

    private final String photos;
    private final String index;
    private List<String> exclude = List.of();
    private String labelFrom = "parent";
    private String catalogue;
    private Integer perLabel;
    private List<String> heldOut = List.of();
    private boolean indexHeldOut;
    private double heldOutShare;
    private List<String> negatives = List.of();
    private String groupFrom;
    private int views = 1;
    private int queryViews = 1;
    private Integer components;
    private boolean discriminant = true;
    private Set<Violation.Code> allowed = Set.of();
    private double maxRejectShare = 1;
    private int keep = 5;
    private int exemplars = 2;
    private List<String> exemplarsFrom = List.of();
    private String runId;
    private String backbone;

    public TestParameters(Path photos, Path index) {
        this(photos.toString(), index.toString());
    }

    public TestParameters(String photos, String index) {
        this.photos = photos;
        this.index = index;
    }

    public TestParameters runId(String id) {
        runId = id;
        return this;
    }

    public TestParameters backbone(String location) {
        backbone = location;
        return this;
    }

    public TestParameters excluding(String glob) {
        exclude = List.of(glob);
        return this;
    }

    public TestParameters labelledFrom(String rule) {
        labelFrom = rule;
        return this;
    }

    public TestParameters cataloguedIn(String location) {
        catalogue = location;
        return this;
    }

    public TestParameters perLabel(int most) {
        perLabel = most;
        return this;
    }

    public TestParameters heldOut(Path folder) {
        heldOut = List.of(folder.toString());
        return this;
    }

    public TestParameters holdingOut(double share) {
        heldOutShare = share;
        return this;
    }

    public TestParameters groupedFrom(String expression) {
        groupFrom = expression;
        return this;
    }

    public TestParameters negatives(Path folder) {
        negatives = List.of(folder.toString());
        return this;
    }

    public TestParameters withViews(int count) {
        views = count;
        return this;
    }

    public TestParameters withQueryViews(int count) {
        queryViews = count;
        return this;
    }

    public TestParameters withComponents(int count) {
        components = count;
        return this;
    }

    public TestParameters withoutDiscriminant() {
        discriminant = false;
        return this;
    }

    public TestParameters allowing(Violation.Code... codes) {
        allowed = Set.of(codes);
        return this;
    }

    public TestParameters withMaxRejectShare(double share) {
        maxRejectShare = share;
        return this;
    }

    public TestParameters indexingHeldOut() {
        indexHeldOut = true;
        return this;
    }

    public TestParameters keeping(int versions) {
        keep = versions;
        return this;
    }

    public TestParameters exemplars(int perLabel, String... from) {
        exemplars = perLabel;
        exemplarsFrom = List.of(from);
        return this;
    }

    public IndexParameters build() {
        return new IndexParameters(
                new IndexParameters.Sources(
                        List.of(photos), List.of(), exclude, true, LabelRule.parse(labelFrom), perLabel, catalogue),
                new IndexParameters.HeldOut(
                        heldOut.stream()
                                .map(folder -> NamedFolder.parse(folder, indexHeldOut))
                                .toList(),
                        heldOutShare,
                        negatives,
                        groupFrom,
                        queryViews,
                        0.9),
                new IndexParameters.Network(backbone, views),
                new IndexParameters.Fit(0.99, components, discriminant, 0.1),
                new IndexParameters.Exemplars(exemplars, exemplarsFrom),
                new IndexParameters.Publishing(index, true, allowed, 0.02, maxRejectShare, keep, runId));
    }
}
