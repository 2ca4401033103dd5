package dev.pomona.indexer.report;

import java.util.List;

/** Markup in which every text that came from outside is escaped. */
record Html(String markup) {

    static final Html NOTHING = new Html("");

    private static final String SLOT = "{}";

    static Html text(Object text) {
        String escaped = String.valueOf(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
        return new Html(escaped);
    }

    /**
     * The template with its {@code {}} filled in order: markup as it is, anything else escaped.
     *
     * @throws IllegalArgumentException if there are more or fewer slots than parts
     */
    static Html fill(String template, Object... parts) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (Object part : parts) {
            int slot = template.indexOf(SLOT, from);
            if (slot < 0) {
                throw new IllegalArgumentException("too few slots for " + parts.length + " parts: " + template);
            }
            filled.append(template, from, slot).append(of(part).markup());
            from = slot + SLOT.length();
        }
        if (template.indexOf(SLOT, from) >= 0) {
            throw new IllegalArgumentException("too many slots for " + parts.length + " parts: " + template);
        }
        return new Html(filled.append(template.substring(from)).toString());
    }

    /** Markup as it is, anything else escaped. */
    static Html of(Object part) {
        return part instanceof Html html ? html : text(part);
    }

    static Html join(List<Html> parts) {
        return new Html(String.join("\n", parts.stream().map(Html::markup).toList()));
    }
}
