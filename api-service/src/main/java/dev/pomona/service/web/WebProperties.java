package dev.pomona.service.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pomona.web.*}.
 *
 * @param maxUploadTime longest that the body of a request may take to come, whatever its size
 */
@ConfigurationProperties("pomona.web")
record WebProperties(@DefaultValue("60s") Duration maxUploadTime) {}
