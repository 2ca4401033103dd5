package dev.pomona.indexer.photos;

import dev.pomona.model.catalogue.Spelling;
import dev.pomona.model.recognition.LabelPhotos;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks for mistakes in the folders that give photos their labels, before the photos are read. */
public final class LabelFolders {

    /** Labels and folders that a warning names; the others are counted. */
    private static final int NAMED = 8;

    private final Collection<LabelFolder> folders;
    private final Map<String, Long> labels = new TreeMap<>();

    /**
     * A folder that gives photos their label.
     *
     * @param folder path below its source; empty where a table gives the labels
     * @param photos how many photos have their label from it
     */
    public record LabelFolder(String label, String folder, long photos) {

        private String name() {
            return folder.substring(folder.lastIndexOf('/') + 1);
        }

        private String counted() {
            return "'%s' (%d)".formatted(folder, photos);
        }
    }

    /** @param folders one entry a label and folder */
    public LabelFolders(Collection<LabelFolder> folders) {
        this.folders = folders;
        folders.forEach(folder -> labels.merge(folder.label(), folder.photos(), Long::sum));
    }

    /** Returns the number of photos of each label. */
    public Map<String, Long> labels() {
        return labels;
    }

    /** Returns what may be wrong, one line each. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        warnMerged(warnings);
        warnAlike(warnings);
        warnNested(warnings);
        warnFew(warnings);
        return warnings;
    }

    private void warnMerged(List<String> warnings) {
        Map<String, List<LabelFolder>> byLabel = folders.stream()
                .filter(folder -> !folder.folder().isEmpty())
                .collect(Collectors.groupingBy(LabelFolder::label, TreeMap::new, Collectors.toList()));
        byLabel.forEach((label, same) -> {
            Set<String> names = same.stream().map(LabelFolder::name).collect(Collectors.toSet());
            if (names.size() > 1) {
                warnings.add("%s are one label: they differ only in spaces or in how accents are encoded"
                        .formatted(named(same.stream().map(LabelFolder::counted).toList())));
            }
        });
    }

    private void warnAlike(List<String> warnings) {
        Map<String, List<String>> alike = labels.keySet().stream()
                .collect(Collectors.groupingBy(Spelling::key, TreeMap::new, Collectors.toList()));
        alike.values().stream()
                .filter(same -> same.size() > 1)
                .forEach(same -> warnings.add(
                        "%s are different labels, though they differ only in case, accents, spaces or hyphens"
                                .formatted(
                                        named(same.stream().map(this::counted).toList()))));
    }

    private void warnNested(List<String> warnings) {
        Map<String, LabelFolder> byPath = new HashMap<>();
        folders.forEach(folder -> byPath.put(folder.folder(), folder));
        Set<String> nested = new TreeSet<>();
        for (LabelFolder folder : folders) {
            String above = folder.folder();
            while (above.contains("/")) {
                above = above.substring(0, above.lastIndexOf('/'));
                if (byPath.containsKey(above)) {
                    nested.add("%s in %s"
                            .formatted(folder.counted(), byPath.get(above).counted()));
                    break;
                }
            }
        }
        if (!nested.isEmpty()) {
            warnings.add(
                    "%d label folders lie inside that of another label: %s".formatted(nested.size(), named(nested)));
        }
    }

    private void warnFew(List<String> warnings) {
        List<String> few = labels.entrySet().stream()
                .filter(label -> label.getValue() < LabelPhotos.FEWEST)
                .map(label -> counted(label.getKey()))
                .toList();
        if (!few.isEmpty()) {
            warnings.add("%d labels have fewer than %d photos, and will never be RECOGNISED: %s"
                    .formatted(few.size(), LabelPhotos.FEWEST, named(few)));
        }
    }

    private String counted(String label) {
        return "'%s' (%d)".formatted(label, labels.getOrDefault(label, 0L));
    }

    private static String named(Collection<String> all) {
        String some = all.stream().limit(NAMED).collect(Collectors.joining(", "));
        return all.size() > NAMED ? "%s and %d more".formatted(some, all.size() - NAMED) : some;
    }
}
