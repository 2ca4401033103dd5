"""The least service one would write in Python: Flask, Keras' MobileNetV2, scikit-learn's neighbours. For comparison only.

    python service.py PORT ROWS

Answers POST /recognize with the five nearest of ROWS vectors. The network has the shape of Pomona's and random weights, the
vectors are random, and there is no reduction to 94 numbers by a trained basis but by a random one: none of which changes how
long an answer takes.
"""

import io
import sys

import keras
import numpy
import tensorflow
from flask import Flask, jsonify, request
from PIL import Image
from sklearn.neighbors import NearestNeighbors

PORT, ROWS = int(sys.argv[1]), int(sys.argv[2])
DIMENSION = 94

random = numpy.random.default_rng(1)
network = keras.applications.MobileNetV2(weights=None, include_top=False, pooling="avg", input_shape=(224, 224, 3))
basis = random.standard_normal((1280, DIMENSION), dtype=numpy.float32)
vectors = random.standard_normal((ROWS, DIMENSION), dtype=numpy.float32)
neighbours = NearestNeighbors(n_neighbors=5, metric="cosine", algorithm="brute").fit(vectors)
application = Flask(__name__)
features_of = tensorflow.function(lambda batch: network(batch, training=False))


@application.post("/recognize")
def recognize():
    photo = Image.open(io.BytesIO(request.get_data())).convert("RGB")
    side = min(photo.size)
    left, top = (photo.width - side) // 2, (photo.height - side) // 2
    square = photo.crop((left, top, left + side, top + side)).resize((224, 224), Image.Resampling.BILINEAR)
    pixels = numpy.asarray(square, dtype=numpy.float32)[None] / 127.5 - 1
    distances, rows = neighbours.kneighbors(features_of(pixels).numpy() @ basis)
    return jsonify(rows=rows[0].tolist(), distances=distances[0].tolist())


if __name__ == "__main__":
    import waitress

    features_of(numpy.zeros((1, 224, 224, 3), dtype=numpy.float32))
    print("ready", flush=True)
    waitress.serve(application, host="127.0.0.1", port=PORT, threads=16, max_request_body_size=1 << 26)
