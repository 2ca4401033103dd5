package dev.pomona.service.catalogue;

import dev.pomona.model.catalogue.CardCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The catalogue of the shared model. */
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    @Bean
    Catalogue catalogue() {
        return new Catalogue(CardCatalogue.bundled());
    }
}
