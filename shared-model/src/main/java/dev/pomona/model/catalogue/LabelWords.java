package dev.pomona.model.catalogue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a label or name: runs of letters, numbers, and the signs for "and". {@code GreenPepper} has two words,
 * {@code Kiwi001} a word and a number.
 *
 * @param label the text, composed (NFC)
 */
record LabelWords(String label, List<Word> words) {

    private static final Pattern RUN = Pattern.compile("[\\p{L}\\p{M}]+|\\p{N}+|[&+]");
    private static final Pattern CAPITAL_INSIDE = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern JOINTS = Pattern.compile("[\\s_-]+");

    /**
     * A word.
     *
     * @param plain lower case, without accents and ligatures; not empty
     * @param start first character in the label
     * @param end first character after it
     */
    record Word(String plain, int start, int end) {

        boolean isNumber() {
            return Character.isDigit(plain.codePointAt(0));
        }

        boolean joins() {
            return plain.equals("and") || plain.equals("et");
        }
    }

    static LabelWords of(String text) {
        String label = Normalizer.normalize(text, Normalizer.Form.NFC);
        List<Word> words = new ArrayList<>();
        Matcher run = RUN.matcher(label);
        while (run.find()) {
            int start = run.start();
            for (String word : CAPITAL_INSIDE.split(run.group(), -1)) {
                String plain = plain(word);
                // Marks alone are no word: an emoji may have some, such as U+FE0F.
                if (!plain.isEmpty()) {
                    words.add(new Word(plain, start, start + word.length()));
                }
                start += word.length();
            }
        }
        return new LabelWords(label, List.copyOf(words));
    }

    /** Returns these words as they are written, with single spaces instead of hyphens and underscores. */
    String textOf(List<Word> some) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < some.size(); i++) {
            Word word = some.get(i);
            if (i > 0) {
                int next = words.indexOf(some.get(i - 1)) + 1;
                boolean neighbours = words.get(next).equals(word);
                text.append(neighbours ? label.substring(words.get(next - 1).end(), word.start()) : " ");
            }
            text.append(label, word.start(), word.end());
        }
        return JOINTS.matcher(text).replaceAll(" ").strip();
    }

    private static String plain(String word) {
        if (word.equals("&") || word.equals("+")) {
            return "and";
        }
        return Spelling.plain(word);
    }
}
