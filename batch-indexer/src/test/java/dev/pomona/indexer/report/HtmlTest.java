package dev.pomona.indexer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void escapesWhatMarkupIsMadeOf() {
        assertThat(Html.text("<a href=\"x\" id='y'>&amp;</a>").markup())
                .isEqualTo("&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
    }

    @Test
    void fillsSlotsInOrderEscapingAllButMarkup() {
        Html filled = Html.fill("<p title=\"{}\">{}</p>", "1 < 2", new Html("<b>3</b>"));

        assertThat(filled.markup()).isEqualTo("<p title=\"1 &lt; 2\"><b>3</b></p>");
    }

    @Test
    void doesNotFillSlotsThatCameWithAPart() {
        assertThat(Html.fill("{}|{}", "{}", 2).markup()).isEqualTo("{}|2");
    }

    @Test
    void refusesAnotherNumberOfPartsThanSlots() {
        assertThatIllegalArgumentException().isThrownBy(() -> Html.fill("{}", 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Html.fill("{} {}", 1));
    }
}
