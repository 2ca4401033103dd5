package dev.pomona.service.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pomona.web.*}.
 *
 * @param maxUploadTime time in which the body of a request must be received, whatever its size
 */
@ConfigurationProperties("pomona.web")
record WebProperties(@DefaultValue("60s") Duration maxUploadTime) {}
