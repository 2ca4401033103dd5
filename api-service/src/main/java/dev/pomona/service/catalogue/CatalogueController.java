package dev.pomona.service.catalogue;

import dev.pomona.service.web.Language;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import dev.pomona.service.web.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /fruits}, {@code GET /fruits/{id}}. */
@RestController
@RequestMapping(path = "/fruits", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Fruits")
class CatalogueController {

    private final Catalogue catalogue;
    private final FruitExemplars exemplars;

    CatalogueController(Catalogue catalogue, FruitExemplars exemplars) {
        this.catalogue = catalogue;
        this.exemplars = exemplars;
    }

    @GetMapping
    @Operation(operationId = "fruits", summary = "The cards of all fruits and vegetables")
    List<Fruit> fruits(@Parameter(hidden = true) Locale locale) {
        return catalogue.fruits(Language.of(locale));
    }

    @GetMapping("/{id}")
    @ProblemResponses(Problem.NOT_FOUND)
    @Operation(operationId = "fruit", summary = "The card of one fruit or vegetable")
    Fruit fruit(
            @Parameter(description = "Stable name of the fruit", example = "passion-fruit") @PathVariable String id,
            @Parameter(hidden = true) Locale locale) {
        return catalogue
                .fruit(id, Language.of(locale))
                .map(fruit -> fruit.with(exemplars.of(id)))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "There is no card of this name."));
    }
}
