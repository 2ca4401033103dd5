package dev.pomona.service.recognition;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.photo.Photo;
import dev.pomona.model.recognition.Recognition;

/**
 * What was found out about a request's photos.
 *
 * @param recognition the answer
 * @param photo the first photo
 * @param manifest of the index that was asked
 * @param timings how long it took
 */
record Answer(Recognition recognition, Photo photo, Manifest manifest, Timings timings) {}
