package dev.pomona.model.catalogue;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Spellings of one label: what cannot be seen of it, and what people write in different ways. */
public final class Spelling {

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern JOINTS = Pattern.compile("[\\p{Z}\\s_-]+");

    private Spelling() {}

    /** Returns a label without what cannot be seen of it: how accents are encoded (NFC), and spaces at its ends or repeated. */
    public static String visible(String label) {
        return SPACES.matcher(Normalizer.normalize(label, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }

    /** Returns a text in lower case, without accents and ligatures. */
    public static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("œ", "oe")
                .replace("æ", "ae");
    }

    /** Returns what labels have in common that differ only in case, accents, spaces, hyphens and underscores. */
    public static String key(String label) {
        return JOINTS.matcher(plain(label)).replaceAll("");
    }
}
