package dev.pomona.service.catalogue;

import dev.pomona.model.catalogue.CardCatalogue;
import dev.pomona.model.store.Stores;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The catalogue of the shared model, with cards and labels of one's own. */
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    @Bean
    Catalogue catalogue(CatalogueProperties properties, Stores stores) {
        String location = properties.location();
        return new Catalogue(
                location == null || location.isBlank()
                        ? CardCatalogue.bundled()
                        : CardCatalogue.with(stores.of(location)));
    }
}
