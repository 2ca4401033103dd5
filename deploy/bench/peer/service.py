"""The least service one would write in Python: Flask, Keras' MobileNetV2, scikit-learn's neighbours. For comparison only.

    python service.py PORT VECTORS

Answers POST /recognize with the labels of the five nearest of an index's vectors (VECTORS is its folder of Parquet files). The
network has the shape of Pomona's and random weights, and its features are reduced by a random basis: the answers are wrong,
but they take as long as right ones.
"""

import io
import sys

import keras
import numpy
import pyarrow.parquet
import tensorflow
from flask import Flask, jsonify, request
from PIL import Image
from sklearn.neighbors import NearestNeighbors

PORT = int(sys.argv[1])
index = pyarrow.parquet.read_table(sys.argv[2], columns=["label", "vector"])
labels = index["label"].to_pylist()
vectors = numpy.array(index["vector"].to_pylist(), dtype=numpy.float32)

random = numpy.random.default_rng(1)
network = keras.applications.MobileNetV2(weights=None, include_top=False, pooling="avg", input_shape=(224, 224, 3))
basis = random.standard_normal((1280, vectors.shape[1]), dtype=numpy.float32)
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
    return jsonify(labels=[labels[row] for row in rows[0]], distances=distances[0].tolist())


if __name__ == "__main__":
    import waitress

    features_of(numpy.zeros((1, 224, 224, 3), dtype=numpy.float32))
    print("ready", flush=True)
    waitress.serve(application, host="127.0.0.1", port=PORT, threads=16, max_request_body_size=1 << 26)
